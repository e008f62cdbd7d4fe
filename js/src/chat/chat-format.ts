// What a chat API's format is: a reader for each call, which adds the parts of each message to the answer.
import { shown, type Options } from '../options/checks.js';
import type { ResumeAnswer, ResumeContext } from '../options/resume.js';
import type { FinishReason } from './chat-part.js';
import type { Json } from './formats/shared/json.js';
import type { ToolCallFragment } from './formats/shared/tool-calls.js';

/** The request of a call, as far as a format needs it. {@link ChatPartStream} passes an empty `url` and no `body`. */
export interface ChatCall {
  /** As passed to `fetch`, so it may be relative. */
  readonly url: string;
  /** In upper case. */
  readonly method: string;
  /** The request body if it is a string, otherwise `undefined`. */
  readonly body: string | undefined;
}

/**
 * The answer of a call, to which a {@link ChatReader} adds what it finds in a message. Pass values as received: a value of
 * another type than expected adds nothing, numbers count as text, and fragments of the same block are merged.
 *
 * `index` is the block that a fragment belongs to, 0 by default.
 */
export interface ChatAnswer {
  /** Adds a fragment of the answer's text. */
  text(text: unknown, index?: number | string): void;
  /** Adds a fragment of the model's reasoning. */
  reasoning(text: unknown, index?: number | string): void;
  /** Adds a fragment of a refusal. */
  refusal(text: unknown, index?: number | string): void;
  /**
   * Adds a fragment of a tool call. Repeated IDs and names are ignored. A new ID starts a new call, also at the index of
   * another call. Arguments that are not a string become JSON text.
   */
  toolCall(fragment: ToolCallFragment): void;
  /** Adds a whole tool call, unless fragments of its arguments have been added. Arguments that are missing become `{}`. */
  wholeToolCall(call: ToolCallFragment): void;
  /** Adds a source. A URL that has been added before is ignored. */
  source(raw: unknown, url?: unknown, title?: unknown): void;
  /** Replaces the token counts. A count that is not a number keeps its last value. */
  usage(raw: unknown, inputTokens?: unknown, outputTokens?: unknown): void;
  /**
   * Sets the finish reason to the meaning of the API's own word: from now on, the end of the body is success. Words that
   * mean no end (`""`, `FINISH_REASON_UNSPECIFIED`) and other types than string are ignored. Words that mean a failure
   * (`error`) fail the answer. Unknown words are `other`.
   *
   * @param stop - What a word for an ordinary stop means, for APIs without a word for `tool-calls`.
   */
  finish(word: unknown, stop?: FinishReason): void;
  /** Sets the finish reason. */
  finishAs(reason: FinishReason, raw?: string): void;
  /** This was the API's last message: the body is read for at most one more second. */
  end(): void;
  /** Fails the answer with a {@link ChatError}. `error` may be a text, an object, or a list of errors. The first error wins. */
  fail(error: unknown): void;
}

/**
 * Where the values of a message are that differ in messages of the same meaning. A path is made of names and indexes, such as
 * `choices.0.delta.content`.
 */
export interface MessageShape {
  /** The path of the text: a string that `read` adds as it is. */
  readonly text: string;
  /** Paths of strings and numbers that mean nothing to the format, such as the ID of a chunk. */
  readonly ignored?: readonly string[];
  /** Paths of strings and numbers whose latest values count, such as the number of tokens. */
  readonly latest?: readonly string[];
}

/** Reads the messages of one call. May keep state. */
export interface ChatReader {
  /**
   * Adds the parts of a message to the answer. Not called for the `[DONE]` sentinel, keep-alives, and errors in a common
   * form (`{"error": …}`, `event: error`): these are recognised for every format.
   *
   * @param chunk - The JSON object in the data of the message. Empty if the data is empty, `null` or `{}` and the message
   * has an `event` field, such as `event: done`. Such a message is a keep-alive if `false` is returned.
   * @param answer - What the parts are added to.
   * @param event - The `event` field of the message, `''` if it has none.
   * @returns Whether the format knows the message completely. `false` and `'other'` also yield it as a part of type
   * `other`. `'other'` is for messages of the API that have no part of their own: a body of nothing but `false` fails as
   * not understood.
   */
  read(chunk: Json, answer: ChatAnswer, event: string): boolean | 'other';
  /** Whether `index` is the number of a choice, several of which were asked for: `chatText` then yields index 0 only. */
  readonly hasSeveralChoices?: boolean;
  /**
   * Returns the number of a message in the answer, for APIs that repeat messages when an answer is continued. Numbers grow:
   * behind a cut, messages up to the highest number before the cut are skipped.
   *
   * @param position - The number of the message in its response, from 0, without keep-alives.
   */
  sequenceNumber?(chunk: Json, position: number): number | undefined;
  /**
   * Returns where the text of a message is that adds this one text and nothing else, whatever was read before. Messages of
   * the same shape are then read without parsing their JSON, and without calling `read`. Without it, all messages are parsed.
   */
  shape?(chunk: Json): MessageShape | undefined;
  /** Returns what `resume` needs of a message. `undefined` keeps the last value. */
  cursor?(chunk: Json): unknown;
  /** Returns the request that continues the answer after a cut, or `null`. Without it, an answer is not continued. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  resume?(context: ResumeContext<any>): ResumeAnswer | Promise<ResumeAnswer>;
}

/**
 * A chat API. The presets ({@link openaiChat} and others) are formats; write one for an API of your own.
 *
 * @example
 * A server sends `{"say": "Hel"}`, `{"think": "Hm"}`, `{"call": {"id": "1", "name": "add", "input": {}}}` and at the end
 * `{"over": "stop", "tokens": 7}`. After a cut, it continues from a number.
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
 * for await (const text of chatText('/answers', { format: ownFormat, method: 'POST' })) {
 *   show(text);
 * }
 * ```
 */
export interface ChatFormat {
  /** Creates the reader of one call. */
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
