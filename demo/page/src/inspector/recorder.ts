// Records one answer while it is read: attempts, states, retry decisions, every event with its bytes, and figures over time.
// It copies the bytes in `fetch`, before the package parses them. Memory is bounded.

import { createParser, ready, type PendingRetry, type StreamStatus } from 'post-event-source';
import type { ChatPart } from 'post-event-source/chat';
import { blocksOf } from './blocks.js';

export interface RecordedEvent {
  number: number;
  attempt: number;
  /** Milliseconds since the question, and since the previous event. */
  at: number;
  gap: number;
  id: string;
  type: string;
  data: string;
  bytes: Uint8Array;
  isDuplicate: boolean;
}

type Parsed = Pick<RecordedEvent, 'id' | 'type' | 'data'>;

export interface LogEntry {
  at: number;
  state: StreamStatus['state'] | 'request' | 'response';
  text: string;
  /** Of a wait, in milliseconds. */
  delay?: number;
}

/** The figures of a quarter of a second. */
export interface Sample {
  seconds: number;
  bytes: number;
  tokens: number;
  gap: number;
}

const mostEvents = 20_000;
const sampleLength = 250;

export class Recorder {
  readonly question: string;
  readonly #began = performance.now();
  readonly #onChange: () => void;
  readonly #body: string;
  readonly #seen = new Set<string>();
  readonly log: LogEntry[] = [];
  readonly samples: Sample[] = [];
  events: RecordedEvent[] = [];
  attempts = 0;
  bytes = 0;
  tokens = 0;
  duplicates = 0;
  dropped = 0;
  lastEventId = '';
  /** Milliseconds from the question to the first and the last token. */
  firstToken: number | undefined;
  lastToken = 0;
  longestPause = 0;
  /** How often a response has started. */
  opened = 0;
  usage: { inputTokens?: number; outputTokens?: number } = {};
  state: StreamStatus['state'] = 'connecting';
  #lastEvent: number | undefined;

  constructor(
    readonly id: string,
    messages: { content: string }[],
    onChange: () => void,
  ) {
    this.question = messages.at(-1)?.content ?? '';
    this.#body = JSON.stringify({ messages });
    this.#onChange = onChange;
  }

  get now(): number {
    return performance.now() - this.#began;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const attempt = (this.attempts += 1);
    const url = input instanceof Request ? input.url : String(input);
    const method = (input instanceof Request ? input.method : init?.method) ?? 'GET';
    const sent = new Headers(input instanceof Request ? input.headers : init?.headers);
    const from = sent.get('last-event-id');
    const path = new URL(url, location.href).pathname;
    this.#note('request', `${method} ${path}${from ? `, last-event-id: ${short(from)}` : ''}`);
    const response = await fetch(input, init);
    const retryAfter = response.headers.get('retry-after');
    const words = [response.status, response.headers.get('content-type')];
    this.#note(
      'response',
      [...words, retryAfter && `Retry-After ${retryAfter}`].filter(Boolean).join(' · '),
    );
    if (response.body === null || !response.ok) return response;
    await ready();
    const body = response.body.pipeThrough(this.#readAlong(attempt));
    return new Response(body, response);
  };

  status({ state, attempts, largestGap }: StreamStatus): void {
    this.state = state;
    // Another call reads the answer from its start.
    if (state === 'connecting' && attempts <= 1) this.tokens = 0;
    if (state === 'open') this.opened += 1;
    this.longestPause = Math.max(this.longestPause, largestGap);
    if (state !== 'waiting') this.#note(state, '');
  }

  retry({ delay, error, reason }: PendingRetry): void {
    const why = `${error.name} (${error.phase}), ${reason === 'asked' ? 'requested by a handler' : 'temporary'}`;
    this.log.push({ at: this.now, state: 'waiting', text: why, delay });
    this.#onChange();
  }

  parts(parts: readonly ChatPart[]): void {
    const count = parts.filter(({ type }) => type !== 'usage' && type !== 'finish').length;
    if (count > 0) this.firstToken ??= this.now;
    if (count > 0) this.lastToken = this.now;
    this.usage = parts.findLast((part) => part.type === 'usage') ?? this.usage;
    this.tokens += count;
    this.#sample().tokens += count;
    this.#onChange();
  }

  toJSON() {
    const decoder = new TextDecoder();
    const events = this.events.map((event) => ({ ...event, bytes: decoder.decode(event.bytes) }));
    const { question, id, attempts, bytes, tokens, duplicates, lastEventId, ...rest } = this;
    const figures = {
      attempts,
      bytes,
      tokens,
      duplicates,
      lastEventId,
      firstToken: rest.firstToken,
    };
    return { question, id, ...figures, log: this.log, events };
  }

  toCurl(): string {
    const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
    return [
      `curl --no-buffer ${quote(new URL('/api/chat', location.href).href)}`,
      `--header 'content-type: application/json'`,
      `--header 'idempotency-key: ${this.id}'`,
      ...(this.lastEventId ? [`--header 'last-event-id: ${this.lastEventId}'`] : []),
      `--data ${quote(this.#body)}`,
    ].join(' \\\n  ');
  }

  #readAlong(attempt: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
    const found: Parsed[] = [];
    const parser = createParser({
      onEvent: ({ id = '', event = 'message', data }) => found.push({ id, type: event, data }),
      onComment: (text) => found.push({ id: '', type: 'comment', data: text }),
    });
    const split = blocksOf();
    return new TransformStream({
      transform: (chunk, controller) => {
        controller.enqueue(chunk);
        this.bytes += chunk.length;
        this.#sample().bytes += chunk.length;
        for (const bytes of split(chunk)) {
          parser.feed(bytes);
          // A block can have comments besides its event.
          const last = found.splice(0).at(-1) ?? { id: '', type: 'ignored', data: '' };
          this.#add(attempt, bytes, last);
        }
        this.#onChange();
      },
    });
  }

  #add(attempt: number, bytes: Uint8Array, { id, type, data }: Parsed) {
    const at = this.now;
    const gap = at - (this.#lastEvent ?? at);
    this.#lastEvent = at;
    const isDuplicate = id !== '' && this.#seen.has(id);
    if (isDuplicate) this.duplicates += 1;
    else if (id !== '') {
      this.#seen.add(id);
      this.lastEventId = id;
    }
    const sample = this.#sample();
    sample.gap = Math.max(sample.gap, gap);
    const number = this.dropped + this.events.length;
    this.events.push({ number, attempt, at, gap, id, type, data, bytes, isDuplicate });
    if (this.events.length < mostEvents) return;
    this.events = this.events.slice(mostEvents / 2);
    this.dropped += mostEvents / 2;
  }

  #note(state: LogEntry['state'], text: string): void {
    this.log.push({ at: this.now, state, text });
    this.#onChange();
  }

  #sample(): Sample {
    const number = Math.floor(this.now / sampleLength);
    // Times without an event have samples too.
    while (this.samples.length <= number && this.samples.length < 4000) {
      const seconds = (this.samples.length * sampleLength) / 1000;
      this.samples.push({ seconds, bytes: 0, tokens: 0, gap: 0 });
    }
    return this.samples.at(-1) ?? { seconds: 0, bytes: 0, tokens: 0, gap: 0 };
  }
}

/** The end of an event ID is its number. */
export const short = (id: string) => (id.length > 16 ? `…${id.slice(-10)}` : id);
