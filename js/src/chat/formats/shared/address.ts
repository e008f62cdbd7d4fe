// URLs of resources that a server keeps below another URL.

/** Segments that lead elsewhere, and those with a lone surrogate, which no URL can carry. */
const UNUSABLE_SEGMENT = /^\.{0,2}$|[\ud800-\udfff]/u;

/**
 * @param url - A URL as `fetch` takes it. It may be relative.
 * @param path - The segments of the path below it. They come from a server.
 * @param query - Added to the query of `url`.
 * @returns `null` if a segment cannot be a part of a URL.
 */
export function below(
  url: string,
  path: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string | null {
  if (path.some((segment) => UNUSABLE_SEGMENT.test(segment))) {
    return null;
  }
  const [, address = '', given = ''] = /^([^?#]*?)\/*(?:\?([^#]*))?(?:#.*)?$/.exec(url) ?? [];
  const parameters = new URLSearchParams(given);
  for (const [name, value] of Object.entries(query)) {
    parameters.set(name, value);
  }
  const segments = [address, ...path.map(encodeURIComponent)].join('/');
  const search = parameters.toString();
  return search === '' ? segments : `${segments}?${search}`;
}
