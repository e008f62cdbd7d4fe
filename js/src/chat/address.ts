// Addresses of what a server keeps below another address.

/**
 * @param url - As `fetch` takes it, so that it may be relative.
 * @param path - One segment after another.
 * @param query - Added to that of `url`.
 * @returns `null` where a segment would lead elsewhere: a server says what an answer is called.
 */
export function below(
  url: string,
  path: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string | null {
  if (path.some((segment) => /^\.{0,2}$/.test(segment))) {
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
