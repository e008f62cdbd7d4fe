// One event stream, read with one API of the package or by native EventSource: in Node, and in a
// page.
import { EventSource as OurEventSource, eventStream, fetchEventSource } from 'post-event-source';
import type { StreamStatus } from '../../../../js/src/index.js';

export type Way = 'fetchEventSource' | 'eventStream' | 'EventSource' | 'native EventSource';

export interface Order {
  readonly url: string;
  readonly init?: {
    readonly method?: string;
    readonly resume?: 'last-event-id';
    readonly headers?: Record<string, string>;
    readonly body?: string;
    readonly retry?: { readonly maxAttempts: number };
  };
  /** The data of the message after which the reader closes the stream. */
  readonly last: string;
}

export interface Message {
  readonly type: string;
  readonly data: string;
  readonly lastEventId: string;
}

/** A message, or `'open'`, `'retry'`, or `'failed: '` with an error's name. */
export type Step = Message | string;

/** Records a step. Returns whether it is the last message. */
type RecordStep = (step: Step) => boolean;

type Read = (order: Order, record: RecordStep) => Promise<void>;

const ways: Readonly<Record<Way, Read>> = {
  async fetchEventSource({ url, init }, record) {
    const stop = new AbortController();
    let lastEventId = '';
    await fetchEventSource(url, {
      ...init,
      signal: stop.signal,
      onstate: recordState(record),
      onmessage: ({ id, event, data }) => {
        lastEventId = id || lastEventId;
        if (record({ type: event || 'message', data, lastEventId })) stop.abort();
      },
    });
  },

  async eventStream({ url, init }, record) {
    const stream = eventStream(url, { ...init, onstate: recordState(record) });
    for await (const { event, data } of stream) {
      const { lastEventId } = stream;
      if (record({ type: event || 'message', data, lastEventId })) break;
    }
  },

  EventSource: ({ url, init }, record) => listen(new OurEventSource(url, init), record),

  'native EventSource': ({ url }, record) => listen(new EventSource(url), record),
};

const recordState =
  (record: RecordStep) =>
  ({ state }: StreamStatus): void => {
    if (state === 'open') record('open');
    if (state === 'waiting') record('retry');
  };

function listen(source: EventSource | InstanceType<typeof OurEventSource>, record: RecordStep) {
  return new Promise<void>((resolve, reject) => {
    const onEvent = (event: Event): void => {
      const { type, data, lastEventId } = event as MessageEvent<string>;
      if (!record({ type, data, lastEventId })) return;
      source.close();
      resolve();
    };
    for (const type of ['message', 'content', 'end']) source.addEventListener(type, onEvent);
    source.onopen = () => record('open');
    source.onerror = (event: Event & { error?: Error }) => {
      if (source.readyState === source.CLOSED) reject(event.error ?? new Error('no reason'));
      else record('retry');
    };
  });
}

export class Reading {
  readonly #steps: Step[] = [];
  readonly #done: Promise<unknown>;
  #notice: () => void = () => undefined;

  constructor(way: Way, order: Order) {
    this.#done = ways[way](order, (step) => {
      this.#take(step);
      return typeof step === 'object' && step.data === order.last;
    }).catch((error: unknown) => this.#take(`failed: ${(error as Error).name}`));
  }

  /** All steps, once the stream has been closed. */
  async end(): Promise<Step[]> {
    await this.#done;
    return this.#steps;
  }

  /** Resolves once so many messages have arrived. */
  async received(count: number): Promise<void> {
    while (this.#steps.filter((step) => typeof step === 'object').length < count) {
      await new Promise<void>((resolve) => (this.#notice = resolve));
    }
  }

  #take(step: Step): void {
    this.#steps.push(step);
    this.#notice();
  }
}
