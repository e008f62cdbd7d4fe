// Resolves URLs against the base URL of the page or worker.

/**
 * Returns the base URL of the document or the URL of the worker. Returns `undefined` if there is neither, as in Node.
 *
 * {@link https://html.spec.whatwg.org/#api-base-url | HTML standard, API base URL}
 */
export function baseUrl(): string | undefined {
  // TypeScript assumes that both always exist.
  const { document, location } = globalThis as Partial<typeof globalThis>;
  // A stub of a document may have no baseURI.
  const base: string | undefined = document?.baseURI;
  return base ?? location?.href;
}

/**
 * Returns the URL for `fetch`, which throws for a URL with credentials. A relative URL would inherit the credentials of the
 * page URL, so it is made absolute without them. Credentials in the URL of the caller are kept.
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
 * Returns the absolute URL. Throws a `SyntaxError` DOMException for an invalid URL.
 *
 * {@link https://html.spec.whatwg.org/#encoding-parsing-a-url | HTML standard, encoding-parsing a URL}
 */
export function absoluteUrl(url: string): string {
  const parsed = parse(url, baseUrl());
  // [spec] "%" is a forbidden domain code point. Chromium accepts it.
  const isWeb = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  if (parsed === undefined || (isWeb && parsed.hostname.includes('%'))) {
    // React Native has no DOMException.
    const Exception: new (message: string, name: string) => Error =
      (globalThis as Partial<typeof globalThis>).DOMException ?? SyntaxError;
    throw new Exception(`Expected a valid URL, got ${url}`, 'SyntaxError');
  }
  return parsed.href;
}

/** Loopback names and addresses, as the URL parser serializes them. */
const LOOPBACK = /^(?:(?:.*\.)?localhost\.?|127(?:\.\d+){3}|\[::1\])$/;

/** Returns whether a URL, which may be relative, is a loopback address. It is reachable without a network. */
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
