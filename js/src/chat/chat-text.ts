// chatText: requests an answer and yields its text.
import { realEnvironment, type Environment } from '../platform/environment.js';
import { stepsOfAnswer } from './reading/answer-stream.js';
import { texts } from './reading/parts-output.js';
import type { StreamInput } from '../types.js';
import type { ChatInit, ResponseChatInit } from './chat-init.js';
import type { ChatEnd } from './chat-part.js';

/**
 * Requests an answer of a chat API and yields its text in fragments. It ends and fails as {@link chatParts} does, but omits
 * all other parts. If the request asks for several choices, only the text of the first choice is yielded.
 *
 * @example
 * ```ts
 * import { chatText, openaiChat } from 'post-event-source/chat';
 *
 * const answer = chatText('/api/chat', {
 *   format: openaiChat,
 *   method: 'POST',
 *   headers: { 'content-type': 'application/json' },
 *   body: JSON.stringify({ messages: [{ role: 'user', content: 'Hi' }], stream: true }),
 * });
 * for await (const text of answer) {
 *   console.log(text);
 * }
 * ```
 *
 * @param input - A URL or a Request, as for `fetch`.
 * @param init - The format of the API, and options of the stream.
 * @returns An async generator, for one `for await` loop. Its return value contains the finish reason and the token counts.
 * @throws The same errors as {@link chatParts}.
 */
export function chatText(
  input: string | URL | Request,
  // `any`, so that the result of `cursor` can be the argument of `resume`.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  init: ChatInit<any>,
): AsyncGenerator<string, ChatEnd, undefined>;
/**
 * Reads an answer from the body of a Response that you already have, and yields its text. No request is sent.
 *
 * @param input - A Response whose body has not been read.
 * @param init - The format of the API, and options of the stream.
 * @returns An async generator, for one `for await` loop. Its return value contains the finish reason and the token counts.
 * @throws TypeError if the body was read, or for an option that concerns the request.
 */
export function chatText(
  input: Response,
  init: ResponseChatInit,
): AsyncGenerator<string, ChatEnd, undefined>;
export function chatText(
  input: StreamInput,
  init: ChatInit,
): AsyncGenerator<string, ChatEnd, undefined> {
  return textOfAnswer(input, init, realEnvironment);
}

/**
 * {@link chatText} with a given clock and randomness, for tests.
 *
 * @internal
 */
export function textOfAnswer(
  input: StreamInput,
  init: ChatInit,
  environment: Environment,
): AsyncGenerator<string, ChatEnd, undefined> {
  return stepsOfAnswer(input, init, environment, texts);
}
