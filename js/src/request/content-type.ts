// The media type of event streams.

/** The media type of an event stream, `'text/event-stream'`. */
export const EventStreamContentType = 'text/event-stream';

/** A value of a comma-separated list. Commas inside quotes do not separate values. */
const VALUE = /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g;
/** The essence of a MIME type, such as `text/html`. */
const ESSENCE = /^\s*([\w!#$%&'*+\-.^`|~]+\/[\w!#$%&'*+\-.^`|~]+)\s*(?:;|$)/;

/**
 * Returns whether the essence of a Content-Type header is `text/event-stream`. Parameters and case are ignored. If there are
 * several headers, for example because of a proxy, the last valid one counts.
 *
 * {@link https://fetch.spec.whatwg.org/#concept-header-extract-mime-type | Fetch standard, extract a MIME type}
 */
export function isEventStream(contentType: string | null): boolean {
  const essences = (contentType?.match(VALUE) ?? []).map((value) => ESSENCE.exec(value)?.[1]);
  const last = essences.filter((essence) => essence !== undefined && essence !== '*/*').pop();
  return last?.toLowerCase() === EventStreamContentType;
}
