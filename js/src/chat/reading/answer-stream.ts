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
}

type Batch = readonly ChatPart[];

/** The handlers of the stream must not refer to the answer's generator: it is closed when it is garbage collected. */
export class AnswerStream {
  readonly reader: ChatReader;
  readonly #session: ChatSession;
  readonly #steps: StepReader<Batch>;
  #isOver = false;

  /** @param readsCounts - Read token counts after each network read, and not only at the end. */
  constructor(
    input: string | URL | Request,
    init: ChatInit,
    environment: Environment,
    readsCounts: boolean,
  ) {
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
    // Whoever looks at messages needs all of them.
    const looksAtMessages = (given.cursor ?? given.dedupe) !== undefined;
    this.#session = new ChatSession(
      this.reader,
      looksAtMessages ? undefined : options.maxEventBytes,
    );
    const record: CallRecord = {};
    this.#steps = new StepReader(
      options,
      handlersOf(
        this.#session,
        this.reader,
        { ...given, onresponse: onopen },
        record,
        options.maxEventBytes,
        readsCounts,
      ),
      signal ?? request?.signal,
      (error) => callError(error, record.interruption),
    );
  }

  /** Resolves to the parts of the next network read, and to `undefined` at the end. */
  next(): Promise<Batch | undefined> {
    // After an error nothing is read any more.
    const isEnd = this.#isOver || this.#session.answer.failure !== undefined;
    return isEnd ? Promise.resolve(undefined) : this.#steps.next();
  }

  /** Returns the parts that close the answer; none after `close`. Throws the error that the API has sent. */
  end(): Batch {
    const { answer } = this.#session;
    if (this.#isOver) {
      return [];
    }
    this.close();
    if (answer.failure !== undefined) {
      throw new ChatError(answer.failure, {
        attempt: this.#steps.progress.figures.attempts,
        messagesDelivered: this.#session.messages,
        retryable: false,
      });
    }
    this.#session.readLatest();
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
  readsCounts: boolean,
): (endStep: (batch: Batch) => void) => StreamHandlers {
  const { answer } = session;
  const resume = given.resume ?? (reader.resume && ((context) => reader.resume?.(context) ?? null));
  return (endStep) => ({
    ...given,
    resume:
      typeof resume === 'function'
        ? (context) =>
            resume(given.cursor === undefined ? { ...context, cursor: session.cursor } : context)
        : resume,
    isRepeated: given.dedupe ? undefined : (message) => session.isRepeated(message),
    skimmer: session.skimmer,
    async onresponse(response) {
      await given.onresponse?.(response);
      await session.loaded;
    },
    onaccept() {
      session.begin();
      record.interruption = undefined;
    },
    onretry(retry): unknown {
      record.interruption ??= session.messages > 0 ? retry.error : undefined;
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
    },
    onread(isEnd, response) {
      if (readsCounts) {
        session.readCounts();
      }
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
