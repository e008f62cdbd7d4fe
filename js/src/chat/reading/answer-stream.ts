// The request of an answer, and what its body brings with one network read at a time: parts, or bytes that are passed on.
import type { Environment } from '../../platform/environment.js';
import { messageRefused, notAnAnswer, parserFailed } from '../../request/failure.js';
import { isResponse } from '../../request/given-response.js';
import { isRequest } from '../../request/request-parts.js';
import { StepReader } from '../../connecting/step-reader.js';
import { forget } from '../../connecting/steps.js';
import { MESSAGES } from '../../options/message-stream-init.js';
import { givenOptions } from '../../options/checks.js';
import { STREAM } from '../../options/stream-init.js';
import { responseOptions } from '../../connecting/response-options.js';
import type { StreamRules } from '../../connecting/stream-options.js';
import type { StreamHandlers } from '../../connecting/handlers.js';
import type { EventStreamError } from '../../errors.js';
import { OBSERVER } from '../../options/event-stream-init.js';
import { callError } from './call-error.js';
import { ChatError } from '../chat-error.js';
import { checkFormat, FORMAT, type ChatReader } from '../chat-format.js';
import type { ChatInit } from '../chat-init.js';
import type { StreamInput } from '../../types.js';
import { ChatSession } from './session.js';

/** What happened to a call. */
interface CallRecord {
  /** The failure that the newest request followed, after part of the answer was delivered. */
  interruption?: EventStreamError | undefined;
}

/** What is made of an answer. */
export interface AnswerOutput<Item> {
  /** Adds what it has to see of the stream to the handlers. `endStep` delivers items before the first read. */
  readonly watch?: (
    handlers: StreamHandlers,
    endStep: (items: readonly Item[]) => void,
  ) => StreamHandlers;
  /** Returns what a network read has brought. */
  readonly take: (isEnd: boolean) => readonly Item[];
  /** Returns what closes a complete answer. */
  readonly close: () => readonly Item[];
}

/** The handlers of the stream must not refer to the answer's generator: it is closed when it is garbage collected. */
export class AnswerStream<Item> {
  readonly reader: ChatReader;
  readonly #session: ChatSession;
  readonly #output: AnswerOutput<Item>;
  readonly #steps: StepReader<readonly Item[]>;
  #isOver = false;

  constructor(
    input: StreamInput,
    init: ChatInit,
    environment: Environment,
    outputOf: (session: ChatSession) => AnswerOutput<Item>,
    rules: StreamRules = {},
  ) {
    const { own, request: fetchInit } = givenOptions(init, STREAM, MESSAGES, OBSERVER, FORMAT);
    const { format, signal, onopen, ...given } = own;
    checkFormat(format);
    const request = isRequest(input) ? input : undefined;
    // Whatever its method: the model works for each request.
    const options = responseOptions(input, { own, request: fetchInit }, environment, {
      isAction: true,
      ...rules,
    });
    this.reader = format.createReader({
      url: isRequest(input) || isResponse(input) ? input.url : `${input}`,
      method: (fetchInit.method ?? request?.method ?? 'GET').toUpperCase(),
      body: typeof fetchInit.body === 'string' ? fetchInit.body : undefined,
    });
    // Whoever looks at messages needs all of them.
    const looksAtMessages = (given.cursor ?? given.dedupe) !== undefined;
    const session = (this.#session = new ChatSession(
      this.reader,
      looksAtMessages ? undefined : options.maxEventBytes,
    ));
    const output = (this.#output = outputOf(session));
    const record: CallRecord = {};
    const handlers = handlersOf(
      session,
      this.reader,
      { ...given, onresponse: onopen },
      record,
      options.maxEventBytes,
    );
    this.#steps = new StepReader(
      options,
      (endStep) => ({
        ...(output.watch?.(handlers, endStep) ?? handlers),
        onread(isEnd, response) {
          const items = output.take(isEnd);
          if (items.length > 0 || session.answer.failure) {
            endStep(items);
          }
          handlers.onread?.(isEnd, response);
        },
      }),
      signal ?? request?.signal,
      (error) => callError(error, record.interruption),
    );
  }

  /** Resolves to what the next network read brings, and to `undefined` at the end. */
  next(): Promise<readonly Item[] | undefined> {
    // After an error nothing is read any more.
    const isEnd = this.#isOver || this.#session.answer.failure !== undefined;
    return isEnd ? Promise.resolve(undefined) : this.#steps.next();
  }

  /** Returns what closes the answer; nothing after `close`. Throws the error that the API has sent. */
  end(): readonly Item[] {
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
    return this.#output.close();
  }

  /** Ends the stream at once. */
  readonly close = (): void => {
    this.#isOver = true;
    forget(this.close);
    this.#steps.close();
  };
}

/** Yields the items of an answer. */
export async function* itemsOfAnswer<Item>(
  answer: AnswerStream<Item>,
): AsyncGenerator<Item, void, undefined> {
  try {
    for (let isOver = false; !isOver;) {
      const batch = await answer.next();
      isOver = batch === undefined;
      // Not `yield*`, which makes three promises for each item.
      for (const item of batch ?? answer.end()) {
        yield item;
      }
    }
  } finally {
    answer.close();
  }
}

function handlersOf(
  session: ChatSession,
  reader: ChatReader,
  given: StreamHandlers,
  record: CallRecord,
  maxEventBytes: number,
): StreamHandlers {
  const { answer } = session;
  const resume = given.resume ?? (reader.resume && ((context) => reader.resume?.(context) ?? null));
  return {
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
      const quote = isEnd || session.isMarkup ? session.notUnderstood : undefined;
      if (quote !== undefined && answer.failure === undefined) {
        throw notAnAnswer(response, quote);
      }
    },
    ending: () => session.ending,
  };
}
