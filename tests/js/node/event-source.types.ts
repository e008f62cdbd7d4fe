// Type tests of EventSource: in place of the class of the DOM library, and beyond it. Checked by
// tsc and not run.
import {
  EventSource,
  type EventSourceErrorEvent,
  type EventSourceInit,
  type EventStreamError,
} from '../../../js/src/index.js';

type Standard = globalThis.EventSource;

// This class can replace the one of the DOM library: objects, class and options.
export const sameObject = (source: EventSource): Standard => source;
export const sameClass: typeof globalThis.EventSource = EventSource;
export const sameInit = (init: globalThis.EventSourceInit): EventSourceInit => init;
export const standardMade: Standard = new EventSource('/', { withCredentials: true });

// Programs written for the class of the DOM library.
const source = new EventSource(new URL('http://127.0.0.1/'));
source.onopen = function () {
  this.close();
};
source.onmessage = (event: MessageEvent<string>) => event.data.length;
source.onmessage = ({ lastEventId, origin }) => [lastEventId.length, origin.length];
source.onerror = (event: Event) => event.type;
source.onerror = null;
source.addEventListener('message', (event) => event.lastEventId);
source.addEventListener('add', function (event) {
  this.removeEventListener('add', handle);
  return event.lastEventId;
});
source.addEventListener('add', handle, { once: true });
source.addEventListener('error', { handleEvent: (event) => event.type });
const state: 0 | 1 | 2 = EventSource.CLOSED;
const isClosed: boolean = source.readyState === source.CLOSED;

function handle(event: MessageEvent<string>): void {
  event.data.trim();
}

class Named extends EventSource {
  name = 'a';
}
const named: EventSource = new Named('/');

// What this class has and the standard does not.
const init: EventSourceInit = {
  method: 'POST',
  headers: async () => ({ authorization: 'Bearer 1' }),
  body: '{}',
  fetch: globalThis.fetch,
  retry: { maxAttempts: 3, statuses: [503] },
  maxEventBytes: 1024,
  signal: new AbortController().signal,
};
const made: EventSource = EventSource.fromReadableStream(new ReadableStream<Uint8Array>());
const known: [string, number] = [made.lastEventId, made.reconnectionTime];
made.onerror = ({ error }: EventSourceErrorEvent) => error?.phase;
made.addEventListener('error', ({ error }) => {
  const failure: EventStreamError | undefined = error;
  return failure;
});
export { init, isClosed, known, named, state };

// @ts-expect-error -- the attribute is read-only.
source.url = '/';
// @ts-expect-error -- the option is named withCredentials.
new EventSource('/', { credentials: 'omit' });
// @ts-expect-error -- a misspelt option is an error.
new EventSource('/', { withCredential: true });
// @ts-expect-error -- a handler is a function.
source.onmessage = 'a';
// @ts-expect-error -- error events of the standard have no `error`.
export const missing = (event: Event): unknown => event.error;
