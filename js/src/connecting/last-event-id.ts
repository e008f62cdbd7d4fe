// The Last-Event-ID header: how an id of any text travels in it.

/**
 * The header's value for an id: its UTF-8 bytes, one character for each, because `fetch` refuses characters beyond
 * U+00FF. `undefined` for an id that no header can carry (control characters, which HTTP forbids): such an id cannot be
 * continued from, and sending it would make every later attempt fail.
 *
 * {@link https://html.spec.whatwg.org/#the-last-event-id-header | HTML standard, the Last-Event-ID header}
 */
export function lastEventIdHeader(id: string): string | undefined {
  if (/[^\t\x20-\x7e\x80-\uffff]/.test(id)) {
    return undefined;
  }
  return Array.from(new TextEncoder().encode(id), (byte) => String.fromCharCode(byte)).join('');
}
