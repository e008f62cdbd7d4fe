// Encodes the last event ID for the Last-Event-ID header.

/** The default limits of header lines are 8 KiB in nginx and 8190 bytes in Apache. */
const MOST_BYTES = 8 * 1024;

/** Control characters except the tab, which HTTP forbids, and lone surrogates, which UTF-8 cannot encode. */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\ud7ff\ue000-\u{10ffff}]/u;

/**
 * Returns the value of the header: the UTF-8 bytes of the ID, one character per byte, because `fetch` throws for characters
 * above U+00FF. Returns `undefined` if the ID cannot be sent. Otherwise every later attempt would fail.
 *
 * {@link https://html.spec.whatwg.org/#the-last-event-id-header | HTML standard, the Last-Event-ID header}
 */
export function lastEventIdHeader(id: string): string | undefined {
  // UTF-8 is never shorter than UTF-16. The length is checked first, so that a huge ID is not read.
  if (id.length > MOST_BYTES || UNSENDABLE.test(id)) {
    return undefined;
  }
  const bytes = encodeURIComponent(id).replace(/%(..)/g, (_escape, byte: string) =>
    String.fromCharCode(parseInt(byte, 16)),
  );
  return bytes.length > MOST_BYTES ? undefined : bytes;
}

/** Returns the initial last event ID, or `undefined` if there is none or if a stream could not set it. */
export function initialEventId(value: string | null | undefined): string | undefined {
  const id = value ?? '';
  // [spec] "If the field value does not contain U+0000 NULL, then set the last event ID buffer to the field value."
  return id === '' || id.includes('\0') ? undefined : id;
}
