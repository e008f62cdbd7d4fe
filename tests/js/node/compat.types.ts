// Type tests of fetchEventSource: this file is checked by tsc and not run.
import type * as peer from '@microsoft/fetch-event-source';
import {
  EventStreamContentType,
  fetchEventSource,
  type EventSourceMessage,
  type FetchEventSourceInit,
} from '../../../js/src/index.js';

// An import under the name of @microsoft/fetch-event-source. types.test.ts compares the functions
// under each module setting.
export const sameName: typeof peer.EventStreamContentType = EventStreamContentType;

// What the types of the original package allow in handlers.
void fetchEventSource('/', {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: '{}',
  signal: new AbortController().signal,
  openWhenHidden: true,
  async onopen(response) {
    await Promise.resolve(response.status);
  },
  onmessage(message: EventSourceMessage) {
    const retry: number | undefined = message.retry;
    const texts: string[] = [message.id, message.event, message.data];
    texts.push(`${retry ?? 0}`);
  },
  onclose() {
    throw new Error();
  },
  onerror(error: Error) {
    if (error.name === 'FatalError') {
      throw error;
    }
  },
  fetch: globalThis.fetch,
});
const parts: string[] = [];
void fetchEventSource('/', { onmessage: ({ data }) => parts.push(data) });
void fetchEventSource('/', { onerror: () => 1000 });
void fetchEventSource('/', { onerror: () => null });
void fetchEventSource('/', { onerror: (error: RangeError) => error.message.length });

// Fixtures in users' tests, and code that reads the options it receives.
export const fixture: EventSourceMessage = { id: '1', event: '', data: 'a' };
export const opened = (init: FetchEventSourceInit, response: Response): Promise<void> | undefined =>
  // `onopen` returns `any`, so that the code of the peer's users compiles.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access
  init.onopen?.(response).then(() => undefined);
const headers: Record<string, string> = {};
headers['x-one'] = '1';
void fetchEventSource('/', { headers: headers });

// What this package accepts and the original does not.
void fetchEventSource('/');
void fetchEventSource(new URL('http://127.0.0.1/'), { headers: new Headers(), signal: null });
void fetchEventSource('/', { headers: async () => [['a', '1']], onmessage: async () => {} });
void fetchEventSource('/', { retry: { maxAttempts: 1, statuses: [418] as const } });
void fetchEventSource('/', { retry: false });
void fetchEventSource('/', { headers: { authorization: undefined, 'x-one': null, 'x-two': '2' } });
void fetchEventSource('/', { headers: [['x-one', undefined]] });
void fetchEventSource('/', { headers: () => ({ authorization: undefined }) });

// @ts-expect-error -- a misspelt option is found.
void fetchEventSource('/', { onMessage: () => {} });
// @ts-expect-error -- a body is no plain object.
void fetchEventSource('/', { method: 'POST', body: { a: 1 } });
// @ts-expect-error -- true is no policy.
void fetchEventSource('/', { retry: true });
// @ts-expect-error -- the answer of onerror is a number or nothing.
void fetchEventSource('/', { onerror: () => '1000' });
