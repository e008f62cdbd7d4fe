// The request of an answer, and what its body brings: the parts of one network read at a time.
import type { Environment } from '../../platform/environment.js';
import { messageRefused, notAnAnswer, parserFailed } from '../../request/failure.js';
import { isRequest } from '../../request/request-parts.js';
import { StepReader } from '../../connecting/step-reader.js';
import { forget } from '../../connecting/steps.js';
import { MESSAGES } from '../../options/message-stream-init.js';
import { givenOptions } from '../../options/checks.js';
import { STREAM } from '../../options/stream-init.js';
import { streamOptions } from '../../connecting/stream-options.js';
import type { StreamHandlers } from '../../connecting/handlers.js';
import type { EventStreamError } from '../../errors.js';
import { OBSERVER } from '../../options/event-stream-init.js';
import { callError } from './call-error.js';
import { ChatError } from '../chat-error.js';
import { checkFormat, FORMAT, type ChatReader } from '../chat-format.js';
import type { ChatInit } from '../chat-init.js';
import type { ChatPart } from '../chat-part.js';
import { ChatSession } from './session.js';

/** What happened to a call. */
interface CallRecord {
  /** The failure that the newest request followed, after part of the answer was delivered. */
  interruption?: EventStreamError | undefined;
  /** Messages that were read without an error. */
  messages: number;
}

type Batch = readonly ChatPart[];

/** The handlers of the stream must not refer to the answer's generator: it is closed when it is garbage collected. */
export class AnswerStream {
  readonly reader: ChatReader;
  readonly #session: ChatSession;
  readonly #steps: StepReader<Batch>;
  readonly #record: CallRecord = { messages: 0 };
  #isOver = false;

  constructor(input: string | URL | Request, init: ChatInit, environment: Environment) {
    const { own, request: fetchInit } = givenOptions(init, STREAM, MESSAGES, OBSERVER, FORMAT);
    const { format, signal, onopen, ...given } = own;
    checkFormat(format);
    const request = isRequest(input) ? input : undefined;
    // Whatever its method: the model works for each request.
    const options = streamOptions(input, { own, request: fetchInit }, environment, {
      isAction: true,
    });
    this.reader = format.createReader({
      url: request?.url ?? `${input as string | URL}`,
      method: (fetchInit.method ?? request?.method ?? 'GET').toUpperCase(),
      body: typeof fetchInit.body === 'string' ? fetchInit.body : undefined,
    });
    this.#session = new ChatSession(this.reader);
    this.#steps = new StepReader(
      options,
      handlersOf(
        this.#session,
        this.reader,
        { ...given, onresponse: onopen },
        this.#record,
        options.maxEventBytes,
      ),
      signal ?? request?.signal,
    );
  }

  /** Resolves to the parts of the next network read, at last to those that close the answer, and then to `undefined`. */
  async next(): Promise<Batch | undefined> {
    if (this.#isOver) {
      return undefined;
    }
    const { answer } = this.#session;
    try {
      // After an error nothing is read any more.
      const batch = answer.failure ? undefined : await this.#steps.next();
      if (batch !== undefined && batch.length > 0) {
        return batch;
      }
    } catch (error) {
      this.close();
      throw callError(error, this.#record.interruption);
    }
    // `close` may have been called meanwhile.
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
    if (this.#isOver) {
      return undefined;
    }
    this.close();
    if (answer.failure !== undefined) {
      throw new ChatError(answer.failure, {
        attempt: this.#steps.progress.figures.attempts,
        messagesDelivered: this.#record.messages,
        retryable: false,
      });
    }
    return answer.close();
  }

  /** Ends the stream at once. */
  readonly close = (): void => {
    this.#isOver = true;
    forget(this.close);
    this.#steps.close();
  };
}

function handlersOf(
  session: ChatSession,
  reader: ChatReader,
  given: StreamHandlers,
  record: CallRecord,
  maxEventBytes: number,
): (endStep: (batch: Batch) => void) => StreamHandlers {
  const { answer } = session;
  return (endStep) => ({
    ...given,
    resume: given.resume ?? (reader.resume && ((context) => reader.resume?.(context) ?? null)),
    dedupe: given.dedupe ?? (reader.key && ((message) => session.keyOf(message))),
    cursor: given.cursor ?? (reader.cursor && ((message) => session.cursorOf(message))),
    onaccept() {
      session.begin();
      record.interruption = undefined;
    },
    onretry(retry): unknown {
      record.interruption ??= record.messages > 0 ? retry.error : undefined;
      return given.onretry?.(retry);
    },
    isKeepAlive: (message) => session.isKeepAlive(message),
    isWhole: (message) => session.isWhole(message),
    messagesOf(bytes) {
      const messages = session.messagesOf(bytes);
      if (session.isTooLarge(messages, maxEventBytes)) {
        throw parserFailed(maxEventBytes);
      }
      return messages;
    },
    dataOfLine: (line) => session.readLine(line),
    onmessage(message) {
      try {
        session.read(message);
      } catch (thrown) {
        throw messageRefused('format', thrown);
      }
      record.messages += answer.failure ? 0 : 1;
    },
    onread(isEnd, response) {
      const { failure, hasParts } = answer;
      if (hasParts || failure) {
        endStep(answer.take());
      }
      const quote = isEnd || session.isMarkup ? session.notUnderstood : undefined;
      if (quote !== undefined && failure === undefined) {
        throw notAnAnswer(response, quote);
      }
    },
    ending: () => session.ending,
  });
}
