// The media type of event streams, and how to recognise it.

/** The media type of an event stream, `'text/event-stream'`. */
export const EventStreamContentType = 'text/event-stream';

/** A value of a list, whose commas may stand between quotes. */
const VALUE = /(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g;
/** A MIME type's essence, between white space, and what may follow it. */
const ESSENCE = /^\s*([\w!#$%&'*+\-.^`|~]+\/[\w!#$%&'*+\-.^`|~]+)\s*(?:;|$)/;

/**
 * Whether a Content-Type's essence is that of an event stream: parameters and letter case do not matter. Where a proxy has
 * added a header to the server's own, the last MIME type among them counts.
 *
 * {@link https://fetch.spec.whatwg.org/#concept-header-extract-mime-type | Fetch standard, extract a MIME type}
 */
export function isEventStream(contentType: string | null): boolean {
  const essences = (contentType?.match(VALUE) ?? []).map((value) => ESSENCE.exec(value)?.[1]);
  const last = essences.filter((essence) => essence !== undefined && essence !== '*/*').pop();
  return last?.toLowerCase() === EventStreamContentType;
}
