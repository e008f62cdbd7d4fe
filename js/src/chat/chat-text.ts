// chatText: the text of an answer, as it arrives, whatever API sends it.
import { realEnvironment, type Environment } from '../platform/environment.js';
import { stepsOfAnswer } from './reading/answer-stream.js';
import { textOutput } from './reading/parts-output.js';
import type { StreamInput } from '../types.js';
import type { ChatInit, ResponseChatInit } from './chat-init.js';
import type { ChatEnd } from './chat-part.js';

/**
 * Requests an answer and yields its text: `for await (const text of chatText(url, { format, ...init }))`. Returns the
 * finish reason and the token counts. If several choices were asked for, it is the text of the first.
 *
 * Otherwise it is {@link chatParts} without the other parts: it ends and fails in the same cases.
 *
 * @param input - What `fetch` takes, a URL or a Request; or a Response whose body has not been read.
 * @param init - The format, and the options of {@link eventStream}. With a Response, a TypeError is thrown for options about
 * requests.
 */
export function chatText(
  input: string | URL | Request,
  // What `cursor` returns is what `resume` gets.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  init: ChatInit<any>,
): AsyncGenerator<string, ChatEnd, undefined>;
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
 * {@link chatText} with a clock and randomness of the caller's making: for tests.
 *
 * @internal
 */
export function textOfAnswer(
  input: StreamInput,
  init: ChatInit,
  environment: Environment,
): AsyncGenerator<string, ChatEnd, undefined> {
  return stepsOfAnswer(input, init, environment, textOutput);
}
