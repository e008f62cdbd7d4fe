// chatParts: everything that an answer consists of, as it arrives, whatever API sends it.
import { realEnvironment, type Environment } from '../platform/environment.js';
import { stepsOfAnswer } from './reading/answer-stream.js';
import { partsOutput } from './reading/parts-output.js';
import type { StreamInput } from '../types.js';
import type { ChatInit, ResponseChatInit } from './chat-init.js';
import type { ChatPart } from './chat-part.js';

/**
 * Requests an answer and yields its parts: text, reasoning, refusals, tool calls, sources, token counts, and at last a
 * `finish` part. `for await (const part of chatParts(url, { format, ...init }))`. Nothing is requested before the first
 * step. Fragments that arrive in one network read are merged. `break` closes the connection.
 *
 * The answer is complete if the API sent a finish reason or its last message. The body is then read to its end: for at most
 * 1 s after the last message, and until 5 s pass without a message after a finish reason.
 *
 * Throws a TypeError if `format` is not a {@link ChatFormat}, and for a second loop over the same generator.
 *
 * @param input - What `fetch` takes, a URL or a Request; or a Response whose body has not been read.
 * @param init - The format, and the options of {@link eventStream}. With a Response, a TypeError is thrown for options about
 * requests.
 * @throws {@link ChatError} if the API reports an error, inside the stream or as the JSON body of an HTTP error.
 * @throws {@link TruncatedError} if the body ends before the answer, as the `cause` of a {@link StreamInterruptedError} if
 * the request must not be repeated.
 * @throws {@link ResponseError} for other HTTP errors, and for a response that is not an answer: the message quotes it.
 */
export function chatParts(
  input: string | URL | Request,
  // What `cursor` returns is what `resume` gets.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  init: ChatInit<any>,
): AsyncGenerator<ChatPart, void, undefined>;
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
 * {@link chatParts} with a clock and randomness of the caller's making: for tests.
 *
 * @internal
 */
export function partsOfAnswer(
  input: StreamInput,
  init: ChatInit,
  environment: Environment,
): AsyncGenerator<ChatPart, void, undefined> {
  return stepsOfAnswer(input, init, environment, partsOutput);
}
