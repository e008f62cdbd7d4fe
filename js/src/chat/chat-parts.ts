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
 * An answer is complete if the API sent a finish reason or its last message. The body is then read to its end, for at most
 * 1 s after the last message, or until no message arrives for 5 s after a finish reason.
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
 * @throws {@link TruncatedError} if the body ends before the answer is complete. If the request must not be sent again, it is
 * the `cause` of a {@link StreamInterruptedError}.
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
 * Reads an answer from the body of a Response that you already have, and yields its parts. It is not requested again if it
 * fails.
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
