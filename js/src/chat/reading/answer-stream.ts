// Requests an answer, and delivers its parts, text or bytes after each network read.
import type { Environment } from '../../platform/environment.js';
import { messageRefused, notAnAnswer, parserFailed } from '../../request/failure.js';
import { isResponse } from '../../request/response-input.js';
import { isRequest } from '../../request/request-parts.js';
import { StepReader } from '../../connecting/iterating/step-reader.js';
import { Steps } from '../../connecting/iterating/steps.js';
import { MESSAGES } from '../../options/message-stream-init.js';
import { splitOptions } from '../../options/checks.js';
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
import type { ShapeReader } from '../matching/shape-reader.js';
import { ChatSession } from './session.js';

/** The state of a call that is needed to create its error. */
interface CallRecord {
  /** The failure before the latest request, if a part of the answer was delivered. */
  interruption?: EventStreamError | undefined;
}

/** Delivers the items of an answer: parts, texts or bytes. */
export interface AnswerOutput<End = void> {
  /** Adds its own handlers. */
  readonly watch?: (handlers: StreamHandlers) => StreamHandlers;
  /** Delivers the items of a network read. */
  readonly deliver: (isEnd: boolean) => void;
  /** Delivers the items at the end of a complete answer. */
  readonly deliverLast: () => void;
  /** Returns the return value of the generator. */
  readonly end: () => End;
}

/** How `chatParts`, `chatText` or `chatFetch` reads an answer. */
export interface AnswerKind<Item, End = void> {
  readonly outputOf: (
    session: ChatSession,
    receiver: Pick<StepReader<Item>, 'deliver'>,
    reader: ChatReader,
  ) => AnswerOutput<End>;
  /** The class that reads messages by their shape. It is not used if an option needs parsed messages. */
  readonly Shapes?: typeof ShapeReader;
  readonly rules?: StreamRules;
}

/** `outputOf` and the handlers must not refer to the returned iterator, which is closed when it is garbage collected. */
export function stepsOfAnswer<Item, End>(
  input: StreamInput,
  init: ChatInit,
  environment: Environment,
  { outputOf, Shapes, rules }: AnswerKind<Item, End>,
): Steps<Item, End> {
  const { own, request: fetchInit } = splitOptions(init, STREAM, MESSAGES, OBSERVER, FORMAT);
  const { format, signal, onopen, ...rest } = own;
  checkFormat(format);
  const request = isRequest(input) ? input : undefined;
  // Even a GET is an action, because every request runs the model.
  const options = responseOptions(input, { own, request: fetchInit }, environment, {
    isAction: true,
    ...rules,
  });
  const reader = format.createReader({
    url: isRequest(input) || isResponse(input) ? input.url : `${input}`,
    method: (fetchInit.method ?? request?.method ?? 'GET').toUpperCase(),
    body: typeof fetchInit.body === 'string' ? fetchInit.body : undefined,
  });
  const { maxEventBytes } = options;
  const needsMessages = (rest.cursor ?? rest.dedupe) !== undefined;
  const session = new ChatSession(
    reader,
    Shapes && !needsMessages
      ? (keepsLatest, receiver) => new Shapes(maxEventBytes, keepsLatest, receiver)
      : undefined,
  );
  const { answer } = session;
  const record: CallRecord = {};
  const ownHandlers = { ...rest, onresponse: onopen };
  const handlers = handlersOf(session, reader, ownHandlers, record, maxEventBytes);
  const steps = new StepReader<Item, End>(options, (receiver) => {
    const output = outputOf(session, receiver, reader);
    return {
      handlers: {
        ...(output.watch?.(handlers) ?? handlers),
        onread(isEnd, response) {
          output.deliver(isEnd);
          if (answer.failure !== undefined) {
            // Nothing is read after an error.
            receiver.finish();
          }
          handlers.onread?.(isEnd, response);
        },
      },
      signal: signal ?? request?.signal,
      errorOf: (error) => callError(error, record.interruption),
      onend() {
        if (answer.failure !== undefined) {
          throw new ChatError(answer.failure, {
            attempt: receiver.progress.figures.attempts,
            messagesDelivered: session.messages,
            retryable: false,
          });
        }
        output.deliverLast();
        return output.end();
      },
    };
  });
  return new Steps(steps) as Steps<Item, End>;
}

function handlersOf(
  session: ChatSession,
  reader: ChatReader,
  own: StreamHandlers,
  record: CallRecord,
  maxEventBytes: number,
): StreamHandlers {
  const { answer } = session;
  const resume = own.resume ?? (reader.resume && ((context) => reader.resume?.(context) ?? null));
  return {
    ...own,
    resume:
      typeof resume === 'function'
        ? (context) =>
            resume(own.cursor === undefined ? { ...context, cursor: session.cursor } : context)
        : resume,
    isRepeated: own.dedupe ? undefined : (message) => session.isRepeated(message),
    skim: session.shapes?.skim,
    async onresponse(response) {
      await own.onresponse?.(response);
      await session.shapes?.loaded;
    },
    onaccept() {
      session.begin();
      record.interruption = undefined;
    },
    onretry(retry): unknown {
      record.interruption ??= session.messages > 0 ? retry.error : undefined;
      return own.onretry?.(retry);
    },
    isKeepAlive: (message) => session.isKeepAlive(message),
    isWhole: (message) => session.isWhole(message),
    messagesOf(bytes) {
      const messages = session.messagesOf(bytes);
      if (messages !== undefined && session.isTooLarge(maxEventBytes, messages)) {
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
      if (session.isTooLarge(maxEventBytes)) {
        throw parserFailed(maxEventBytes);
      }
      const quote = session.notUnderstood(isEnd);
      if (quote !== undefined && answer.failure === undefined) {
        throw notAnAnswer(response, quote);
      }
    },
    ending: () => session.ending,
  };
}
