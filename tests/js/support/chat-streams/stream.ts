// An answer as a server sends it, and what has to be read from it.
import type { ChatFormat, FinishReason } from '../../../../js/src/chat/index.js';

/** What an answer comes to when its parts are joined. What is left out must not be there. */
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
  /** The reason, and the API's own word for it. Missing where the answer fails. */
  readonly finish?: readonly [reason: FinishReason, raw?: string];
  /** The data of messages that the format does not know. */
  readonly others?: readonly string[];
  /** What the error matches. Missing where the answer is complete. */
  readonly error?: object;
  /** What the message of the error contains. */
  readonly quotes?: string;
}

export interface ChatStream {
  /** The kind of input: what is special about it. */
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

/** Events that are named as the `type` of their JSON. */
export const namedEvents = (...messages: readonly { readonly type: string }[]): string =>
  messages.map((message) => `event: ${message.type}\n${events(message)}`).join('');

/** A line of JSON for each message. */
export const lines = (...messages: readonly unknown[]): string =>
  messages.map((message) => `${jsonOf(message)}\n`).join('');

export const JSON_TYPE = 'application/json';
export const NDJSON_TYPE = 'application/x-ndjson';

export const typed = (type: string, members: object = {}): { type: string } =>
  Object.assign({ type }, members);

/** Two calls, as they are joined. */
export const WEATHER = { id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' };
export const TIME = { id: 'call_2', name: 'time', arguments: '{}' };
