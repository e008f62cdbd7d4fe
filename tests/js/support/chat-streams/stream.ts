// An answer as a server sends it, and the expected result.
import type { ChatFormat, FinishReason } from '../../../../js/src/chat/index.js';

/** The parts of an answer, joined. An omitted member must be absent. */
export interface Expected {
  readonly text?: string;
  readonly reasoning?: string;
  readonly refusal?: string;
  /** In the order of their first fragments. */
  readonly calls?: readonly {
    readonly id?: string;
    readonly name?: string;
    readonly arguments: string;
  }[];
  readonly sources?: readonly { readonly url?: string; readonly title?: string }[];
  /** The latest counts: input and output tokens. */
  readonly usage?: readonly [input: number | undefined, output: number | undefined];
  /** The reason, and the API's own term for it. Absent if the answer fails. */
  readonly finish?: readonly [reason: FinishReason, raw?: string];
  /** The data of messages that the format does not use. */
  readonly others?: readonly string[];
  /** What the error matches. Absent if the answer is complete. */
  readonly error?: object;
  /** A part of the error's message. */
  readonly quotes?: string;
}

export interface ChatStream {
  /** The kind of input. */
  readonly name: string;
  readonly format: ChatFormat;
  readonly body: string;
  readonly expected: Expected;
  /** The content type, `text/event-stream` by default. */
  readonly type?: string;
}

const jsonOf = (message: unknown): string =>
  typeof message === 'string' ? message : JSON.stringify(message);

/** Events without a type: `data: {…}`. */
export const events = (...messages: readonly unknown[]): string =>
  messages.map((message) => `data: ${jsonOf(message)}\n\n`).join('');

/** Events whose type is the `type` of their JSON. */
export const namedEvents = (...messages: readonly { readonly type: string }[]): string =>
  messages.map((message) => `event: ${message.type}\n${events(message)}`).join('');

/** A line of JSON for each message. */
export const lines = (...messages: readonly unknown[]): string =>
  messages.map((message) => `${jsonOf(message)}\n`).join('');

export const JSON_TYPE = 'application/json';
export const NDJSON_TYPE = 'application/x-ndjson';

export const typed = (type: string, members: object = {}): { type: string } =>
  Object.assign({ type }, members);

/** Two calls, joined. */
export const WEATHER = { id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' };
export const TIME = { id: 'call_2', name: 'time', arguments: '{}' };
