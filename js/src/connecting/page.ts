// The page or worker that the code runs in: the only file that names globals of the DOM.

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
