// chatText: the text of an answer, piece by piece, whatever API it comes from.
import { eventStream, type EventStream, type EventStreamInit } from '../shapes/event-stream.js';
import { ChatError } from './chat-error.js';
import type { ChatFormat } from './chat-format.js';
import { readLastBytes } from './last-bytes.js';

/** Options of {@link chatText}: those of {@link eventStream}, and the API that answers. */
export interface ChatTextInit<Cursor = unknown> extends Omit<
  EventStreamInit<Cursor>,
  'dataOfLine' | 'isTerminal' | 'isKeepAlive'
> {
  /** The API that answers: {@link openaiChat}, {@link anthropicMessages}, or another one of a {@link ChatFormat}. */
  format: ChatFormat;
}

/**
 * Requests an answer and hands over its text as it comes, for `for await (const delta of chatText(url, { format, ...init }))`.
 * The loop ends with the response, or, where that goes on, a second after the message that the API ends its answers with, and
 * closes the connection; `break` closes it at once.
 *
 * Rejects with a {@link ChatError} where the API tells of an error inside the stream, with a {@link TruncatedError} (or a
 * {@link StreamInterruptedError} around it) where the body ends before the answer does, and as {@link eventStream} does.
 * Where the API knows how, an answer that was cut goes on. Nothing is requested before the first step.
 *
 * @param input - What `fetch` takes: a URL or a Request.
 * @param init - The format, and the options of {@link eventStream}.
 */
export function chatText(
  input: string | URL | Request,
  // What `cursor` answers is what `resume` is told.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  { format, ...init }: ChatTextInit<any>,
): AsyncGenerator<string, void, undefined> {
  const known = format.continuation?.({ url: urlOf(input), body: textOf(init.body) });
  let attempt = 1;
  const stream = eventStream(input, {
    ...init,
    cursor: init.cursor ?? known?.cursor,
    dedupe: init.dedupe ?? known?.dedupe,
    resume: init.resume ?? known?.resume,
    dataOfLine: format.lineReader?.(),
    isTerminal: format.isTerminal,
    isKeepAlive: format.isKeepAlive,
    onstate: (status): unknown => {
      attempt = status.attempts;
      return init.onstate?.(status);
    },
  });
  const texts = textsOf(stream, format, () => attempt);
  const finish = texts.return.bind(texts);
  // A generator's own waits until the step at hand is over, and leaves the connection open until then.
  texts.return = (value) => {
    stream.close();
    return finish(value);
  };
  return texts;
}

async function* textsOf(
  stream: EventStream,
  format: ChatFormat,
  attempt: () => number,
): AsyncGenerator<string, void, undefined> {
  let messagesDelivered = 0;
  for await (const message of stream) {
    const failure = format.failureOf(message);
    if (failure !== undefined) {
      throw new ChatError(failure, { attempt: attempt(), messagesDelivered, retryable: false });
    }
    messagesDelivered += 1;
    const text = format.isKeepAlive(message) ? '' : format.textOf(message);
    if (text !== '') {
      yield text;
    }
    if (format.isTerminal(message)) {
      await readLastBytes(stream);
      return;
    }
  }
}

function urlOf(input: string | URL | Request): string {
  return typeof input === 'string' || input instanceof URL ? String(input) : input.url;
}

function textOf(body: BodyInit | null | undefined): string | undefined {
  return typeof body === 'string' ? body : undefined;
}
