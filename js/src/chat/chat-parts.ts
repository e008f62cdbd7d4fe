// chatParts: requests an answer and yields its parts.
import { realEnvironment, type Environment } from '../platform/environment.js';
import { stepsOfAnswer } from './reading/answer-stream.js';
import { parts } from './reading/parts-output.js';
import type { StreamInput } from '../types.js';
import type { ChatInit, ResponseChatInit } from './chat-init.js';
import type { ChatPart } from './chat-part.js';

/**
 * Requests an answer of a chat API and yields its parts: text, reasoning, refusals, tool calls, sources, token counts, and at
 * the end a `finish` part.
 *
 * The request is sent when the loop starts. `break` closes the connection. Fragments that arrive in one network read are
 * merged.
 *
 * An answer is complete if the API sent its last message, or a finish reason before the end of the body. After the last
 * message, the body is read for at most 1 s. After a finish reason, it is read until no message arrives for 5 s.
 *
 * @example
 * ```ts
 * import { chatParts, openaiChat } from 'post-event-source/chat';
 *
 * const parts = chatParts('/api/chat', {
 *   format: openaiChat,
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }], stream: true }),
 * });
 * for await (const part of parts) {
 *   if (part.type === 'text') console.log(part.text);
 *   if (part.type === 'tool-call') console.log(part.name, part.arguments);
 *   if (part.type === 'finish') console.log(part.reason);
 * }
 * ```
 *
 * @param input - A URL or a Request, as for `fetch`.
 * @param init - The format of the API, and options of the stream.
 * @returns An async generator, for one `for await` loop.
 * @throws {@link ChatError} if the API reports an error.
 * @throws {@link StreamInterruptedError} if the answer is interrupted and cannot be resumed. Its `cause` is the failure: a
 * {@link TruncatedError} if the body ended before the answer was complete.
 * @throws {@link ResponseError} for other HTTP errors, and if the response is not an answer in the format.
 * @throws TypeError or RangeError if an option is invalid.
 */
export function chatParts(
  input: string | URL | Request,
  // `any`, so that the result of `cursor` can be the argument of `resume`.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  init: ChatInit<any>,
): AsyncGenerator<ChatPart, void, undefined>;
/**
 * Reads an answer from the body of a Response that you already have, and yields its parts. No request is sent.
 *
 * @param input - A Response whose body has not been read.
 * @param init - The format of the API, and options of the stream.
 * @returns An async generator, for one `for await` loop.
 * @throws TypeError if the body was read, or for an option that concerns the request.
 */
export function chatParts(
  input: Response,
  init: ResponseChatInit,
): AsyncGenerator<ChatPart, void, undefined>;
export function chatParts(
  input: StreamInput,
  init: ChatInit,
): AsyncGenerator<ChatPart, void, undefined> {
  return partsOfAnswer(input, init, realEnvironment);
}

/**
 * {@link chatParts} with a given clock and randomness, for tests.
 *
 * @internal
 */
export function partsOfAnswer(
  input: StreamInput,
  init: ChatInit,
  environment: Environment,
): AsyncGenerator<ChatPart, void, undefined> {
  return stepsOfAnswer(input, init, environment, parts);
}
