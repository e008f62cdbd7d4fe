// Resolves URLs against the page or worker that the code runs in.

/**
 * What relative URLs are resolved against: the document's base, else the worker's own address. `undefined` where there is
 * neither, as in Node.
 *
 * {@link https://html.spec.whatwg.org/#api-base-url | HTML standard, API base URL}
 */
export function baseUrl(): string | undefined {
  // The compiler believes that there is always a page.
  const { document, location } = globalThis as Partial<typeof globalThis>;
  // A document may be somebody's stand-in for one.
  const base: string | undefined = document?.baseURI;
  return base ?? location?.href;
}

/**
 * The URL to give to `fetch`, which refuses those with credentials: a relative one would inherit them from the address of the
 * page. Only then it is made absolute. Credentials that the caller has written into a URL are left in it.
 */
export function requestUrl(url: string): string {
  const base = parse(url) === undefined ? parse(baseUrl() ?? '') : undefined;
  if (base === undefined || base.username + base.password === '') {
    return url;
  }
  base.username = base.password = '';
  return parse(url, base.href)?.href ?? url;
}

/**
 * The URL that relative ones become. Throws a `SyntaxError` DOMException for what is no URL.
 *
 * {@link https://html.spec.whatwg.org/#encoding-parsing-a-url | HTML standard, encoding-parsing a URL}
 */
export function absoluteUrl(url: string): string {
  const parsed = parse(url, baseUrl());
  // [spec] "%" is a forbidden domain code point: Chromium lets it pass, and with it spaces.
  const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (parsed === undefined || (isWeb && parsed.hostname.includes('%'))) {
    // React Native has no DOMException.
    const Exception: new (message: string, name: string) => Error =
      (globalThis as Partial<typeof globalThis>).DOMException ?? SyntaxError;
    throw new Exception(`Expected a URL, got ${url}`, 'SyntaxError');
  }
  return parsed.href;
}

/** Names and addresses of this machine, as the URL parser writes them. */
const LOOPBACK = /^(?:(?:.*\.)?localhost\.?|127(?:\.\d+){3}|\[::1\])$/;

/** Whether a URL, which may be relative, leads to this machine: no network is needed then. */
export function isLoopback(url: string): boolean {
  return LOOPBACK.test(parse(url, baseUrl())?.hostname ?? '');
}

function parse(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
