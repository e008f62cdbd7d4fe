// chatText: the text of an answer, as it arrives, whatever API sends it.
import { realEnvironment, type Environment } from '../platform/environment.js';
import { closingAtOnce } from '../connecting/steps.js';
import { AnswerStream } from './reading/answer-stream.js';
import { textOutput } from './reading/parts-output.js';
import type { StreamInput } from '../types.js';
import type { ChatInit, ResponseChatInit } from './chat-init.js';
import type { ChatEnd, ChatPart, UsagePart } from './chat-part.js';

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
  const answer = new AnswerStream(input, init, environment, textOutput);
  return closingAtOnce(textsOf(answer), answer.close);
}

async function* textsOf(
  answer: AnswerStream<ChatPart>,
): AsyncGenerator<string, ChatEnd, undefined> {
  const end: ChatEnd = { reason: 'other' };
  const isFirstOnly = answer.reader.hasSeveralChoices === true;
  try {
    for (let isOver = false; !isOver;) {
      const batch = await answer.next();
      isOver = batch === undefined;
      for (const part of batch ?? answer.end()) {
        if (part.type === 'text' && (!isFirstOnly || part.index === 0)) {
          yield part.text;
        } else if (part.type === 'usage') {
          end.usage = withoutType(part);
        } else if (part.type === 'finish') {
          end.reason = part.reason;
        }
      }
    }
  } finally {
    answer.close();
  }
  return end;
}

function withoutType({ inputTokens, outputTokens, raw }: UsagePart): NonNullable<ChatEnd['usage']> {
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    raw,
  };
}
