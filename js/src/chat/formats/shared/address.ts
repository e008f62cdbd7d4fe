// Builds the URL of a resource below another URL.

/** `.` and `..`, which would leave the path, and lone surrogates, which a URL cannot contain. */
const UNUSABLE_SEGMENT = /^\.{0,2}$|[\ud800-\udfff]/u;

/**
 * Returns `url` with additional path segments and query parameters, or `null` if a segment is unusable.
 *
 * @param url - A URL, which may be relative.
 * @param path - Path segments, which may come from a server.
 * @param query - Parameters to add or replace.
 */
export function below(
  url: string,
  path: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string | null {
  if (path.some((segment) => UNUSABLE_SEGMENT.test(segment))) {
    return null;
  }
  const [, address = '', existing = ''] = /^([^?#]*?)\/*(?:\?([^#]*))?(?:#.*)?$/.exec(url) ?? [];
  const parameters = new URLSearchParams(existing);
  for (const [name, value] of Object.entries(query)) {
    parameters.set(name, value);
  }
  const segments = [address, ...path.map(encodeURIComponent)].join('/');
  const search = parameters.toString();
  return search === '' ? segments : `${segments}?${search}`;
}
