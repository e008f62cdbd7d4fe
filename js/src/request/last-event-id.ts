// The Last-Event-ID header: which ids can be sent in it, and how.

/** nginx accepts header lines of 8 KiB, Apache of 8190 bytes, unless they are configured otherwise. */
const MOST_BYTES = 8 * 1024;

/** Control characters except the tab, which HTTP forbids, and lone surrogates, which UTF-8 cannot encode. */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\ud7ff\ue000-\u{10ffff}]/u;

/**
 * Returns the header's value for an id: its UTF-8 bytes, one character each, because `fetch` refuses characters beyond
 * U+00FF. Returns `undefined` for an id that cannot be sent: every later attempt would fail.
 *
 * {@link https://html.spec.whatwg.org/#the-last-event-id-header | HTML standard, the Last-Event-ID header}
 */
export function lastEventIdHeader(id: string): string | undefined {
  // UTF-8 is never shorter. The length comes first: nothing reads an id of 100 MiB.
  if (id.length > MOST_BYTES || UNSENDABLE.test(id)) {
    return undefined;
  }
  const bytes = encodeURIComponent(id).replace(/%(..)/g, (_escape, byte: string) =>
    String.fromCharCode(parseInt(byte, 16)),
  );
  return bytes.length > MOST_BYTES ? undefined : bytes;
}

/** Returns the last event ID that a caller sets; `undefined` for none, and for an ID that no stream can set. */
export function givenEventId(given: string | null | undefined): string | undefined {
  const id = given ?? '';
  // [spec] "If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value."
  return id === '' || id.includes('\0') ? undefined : id;
}
