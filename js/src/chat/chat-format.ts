// The types of a chat format: a reader per call, which adds the parts of every message to the answer.
import { shown, type Options } from '../options/checks.js';
import type { ResumeAnswer, ResumeContext } from '../options/resume.js';
import type { FinishReason } from './chat-part.js';
import type { Json } from './formats/shared/json.js';
import type { ToolCallFragment } from './formats/shared/tool-calls.js';

/** The request of a call, for a format. {@link ChatPartStream} passes an empty `url` and no `body`. */
export interface ChatCall {
  /** The URL as passed to `fetch`. It may be relative. */
  readonly url: string;
  /** The method in upper case. */
  readonly method: string;
  /** The body of the request if it is a string, otherwise `undefined`. */
  readonly body: string | undefined;
}

/**
 * The answer of a call. A {@link ChatReader} adds the parts of every message to it.
 *
 * Pass values as received from the API. A value of an unexpected type adds nothing. A number is converted to text. Fragments
 * of the same block are merged. `index` identifies the block of a fragment; the default is 0.
 */
export interface ChatAnswer {
  /** Adds a fragment of text. */
  text(text: unknown, index?: number | string): void;
  /** Adds a fragment of the model's reasoning. */
  reasoning(text: unknown, index?: number | string): void;
  /** Adds a fragment of a refusal. */
  refusal(text: unknown, index?: number | string): void;
  /**
   * Adds a fragment of a tool call. Repeated IDs and names are ignored. A new ID starts a new call, even if another call has
   * the same index. Arguments that are not a string are converted to JSON text.
   */
  toolCall(fragment: ToolCallFragment): void;
  /** Adds a complete tool call, unless fragments of its arguments were added before. Missing arguments become `{}`. */
  wholeToolCall(call: ToolCallFragment): void;
  /** Adds a source, unless a source with the same URL was added before. */
  source(raw: unknown, url?: unknown, title?: unknown): void;
  /** Replaces the token counts. If a count is not a number, its previous value is kept. */
  usage(raw: unknown, inputTokens?: unknown, outputTokens?: unknown): void;
  /**
   * Sets the finish reason from the word that the API uses. After this call, the end of the body completes the answer.
   *
   * Unknown words set `other`. Words for a failure, such as `error`, fail the answer. Words that do not end an answer (`""`,
   * `FINISH_REASON_UNSPECIFIED`) and values of other types are ignored.
   *
   * @param word - The finish reason as received.
   * @param stop - The reason to set instead of `stop`, for APIs without a word for `tool-calls`.
   */
  finish(word: unknown, stop?: FinishReason): void;
  /** Sets the finish reason. `raw` is the word of the API. */
  finishAs(reason: FinishReason, raw?: string): void;
  /** Marks the message as the last one of the answer. The body is then read for at most one more second. */
  end(): void;
  /** Fails the answer with a {@link ChatError}. `error` is a string, an object, or a list of errors. Only the first call counts. */
  fail(error: unknown): void;
}

/**
 * The paths of the values that vary between messages of the same kind. A path consists of names and indexes, such as
 * `choices.0.delta.content`.
 */
export interface MessageShape {
  /** The path of the text. The value is a string that `read` adds unchanged. */
  readonly text: string;
  /** Paths of strings and numbers that the format does not use, such as the ID of a chunk. */
  readonly ignored?: readonly string[];
  /** Paths of strings and numbers for which `read` uses only the latest values, such as token counts. */
  readonly latest?: readonly string[];
}

/** Reads the messages of one call. It may have state. */
export interface ChatReader {
  /**
   * Adds the parts of a message to the answer. It is not called for messages that are the same in every format: `[DONE]`,
   * keep-alives, and errors in a common form (`{"error": …}`, `event: error`).
   *
   * @param chunk - The JSON object in the data of the message. It is empty if the message has an `event` field and its data
   * is empty, `null` or `{}`, such as `event: done`. If `read` returns `false` for such a message, it is a keep-alive.
   * @param answer - The answer to which the parts are added.
   * @param event - The event type of the message. `''` if it has no `event` field.
   * @returns `true` if the whole message was added. `'other'` if the message belongs to the API, but no part type represents
   * it. `false` if the message is unknown. For `'other'` and `false`, the message is yielded as a part of type `other`. If
   * all messages of a body are unknown, the answer fails.
   */
  read(chunk: Json, answer: ChatAnswer, event: string): boolean | 'other';
  /** Whether the request asked for several choices. `index` is then the number of the choice, and `chatText` yields only 0. */
  readonly hasSeveralChoices?: boolean;
  /**
   * Returns the sequence number of a message, for APIs that repeat messages when an answer is resumed. After a resume,
   * messages up to the highest number received before are skipped.
   *
   * @param chunk - The JSON object in the data of the message.
   * @param position - The number of the message in its response, from 0, without keep-alives.
   */
  sequenceNumber?(chunk: Json, position: number): number | undefined;
  /**
   * Returns the paths of a message that adds one text and at most token counts, or `undefined` for other messages. Messages
   * of the same shape are then read without `JSON.parse`, and `read` is called at most for the latest of them. Without
   * `shape`, all messages are parsed.
   */
  shape?(chunk: Json): MessageShape | undefined;
  /** Returns what `resume` needs to continue after a message. If it returns `undefined`, the previous value is kept. */
  cursor?(chunk: Json): unknown;
  /** Returns the request that resumes the answer, or `null` if that is not possible. Without it, an answer is not resumed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  resume?(context: ResumeContext<any>): ResumeAnswer | Promise<ResumeAnswer>;
}

/**
 * The format of the stream of a chat API. There are presets, such as {@link openaiChat}. For another API, implement this
 * interface.
 *
 * @example
 * A server sends `{"say": "Hel"}`, `{"think": "Hm"}`, `{"call": {"id": "1", "name": "add", "input": {}}}` and at the end
 * `{"over": "stop", "tokens": 7}`. An answer can be resumed from the number of a message.
 * ```ts
 * import { chatText, type ChatFormat } from 'post-event-source/chat';
 *
 * const ownFormat: ChatFormat = {
 *   createReader: ({ url }) => ({
 *     read(chunk, answer) {
 *       answer.text(chunk.say);
 *       answer.reasoning(chunk.think);
 *       if (chunk.call) {
 *         const { id, name, input } = chunk.call as Record<string, unknown>;
 *         answer.wholeToolCall({ id, name, arguments: input });
 *       }
 *       if ('over' in chunk) {
 *         answer.usage(chunk, undefined, chunk.tokens);
 *         answer.finish(chunk.over);
 *         answer.end();
 *       }
 *       return ['say', 'think', 'call', 'over'].some((name) => name in chunk);
 *     },
 *     cursor: (chunk) => chunk.number,
 *     resume: ({ cursor }) => (cursor === undefined ? null : `${url}?after=${String(cursor)}`),
 *   }),
 * };
 *
 * for await (const text of chatText('/api/own', { format: ownFormat, method: 'POST' })) {
 *   console.log(text);
 * }
 * ```
 */
export interface ChatFormat {
  /** Creates the reader for one call. */
  createReader(call: ChatCall): ChatReader;
}

const isFormat = (value: unknown): boolean =>
  typeof (value as Partial<ChatFormat> | null | undefined)?.createReader === 'function';

export const FORMAT: Options<'format'> = { format: ['a ChatFormat such as openaiChat', isFormat] };

/** Throws a TypeError if `format` is not a {@link ChatFormat}. */
export function checkFormat(format: unknown): asserts format is ChatFormat {
  if (!isFormat(format)) {
    throw new TypeError(`Expected format to be ${FORMAT.format[0]}, got ${shown(format)}`);
  }
}
