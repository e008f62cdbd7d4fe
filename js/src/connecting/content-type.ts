// The media type of event streams, and how to recognise it.

/** The media type of an event stream, `'text/event-stream'`. */
export const EventStreamContentType = 'text/event-stream';

/**
 * Whether a Content-Type's essence is that of an event stream: parameters and letter case do not matter.
 *
 * {@link https://mimesniff.spec.whatwg.org/#mime-type-essence | MIME Sniffing standard, essence}
 */
export function isEventStream(contentType: string | null): boolean {
  const [essence = ''] = (contentType ?? '').split(';', 1);
  return essence.trim().toLowerCase() === EventStreamContentType;
}
