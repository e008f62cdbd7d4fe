// chatFetch: a `fetch` for other clients of chat APIs, whose answers are retried, continued and checked on the way.
import { ResponseError } from '../errors.js';
import { givenOptions, type Options } from '../options/checks.js';
import { OBSERVER } from '../options/event-stream-init.js';
import { MESSAGES } from '../options/message-stream-init.js';
import { STREAM } from '../options/stream-init.js';
import { realEnvironment, type Environment } from '../platform/environment.js';
import { isRequest } from '../request/request-parts.js';
import { checkFormat, FORMAT } from './chat-format.js';
import type { ChatInit } from './chat-init.js';
import { stepsOfAnswer } from './reading/answer-stream.js';
import { KeptResponse } from './reading/kept-response.js';
import { relayOutput } from './reading/relay-output.js';

/** Options of {@link chatFetch}. They hold for every call of the function that it returns. */
export type ChatFetchOptions<Cursor = unknown> = Pick<
  ChatInit<Cursor>,
  | 'format'
  | 'fetch'
  | 'retry'
  | 'maxEventBytes'
  | 'timeouts'
  | 'idempotencyKey'
  | 'resume'
  | 'cursor'
  | 'dedupe'
  | 'oncomment'
  | 'onretry'
  | 'onstate'
  | 'onopen'
>;

/** What is not here belongs to a call, or would repeat messages. */
const FETCH: Options<keyof ChatFetchOptions> = {
  ...FORMAT,
  fetch: STREAM.fetch,
  retry: STREAM.retry,
  maxEventBytes: STREAM.maxEventBytes,
  timeouts: STREAM.timeouts,
  idempotencyKey: STREAM.idempotencyKey,
  resume: MESSAGES.resume,
  cursor: MESSAGES.cursor,
  dedupe: MESSAGES.dedupe,
  oncomment: MESSAGES.oncomment,
  onretry: MESSAGES.onretry,
  onstate: MESSAGES.onstate,
  onopen: OBSERVER.onopen,
};

/**
 * Returns a `fetch` for a client of a chat API: `new OpenAI({ fetch: chatFetch({ format: openaiChat }), maxRetries: 0 })`.
 *
 * If the response is an event stream, its body is one uninterrupted answer:
 *
 * - Failed attempts are retried until a response was accepted.
 * - After a cut, the answer is continued if the format or `resume` can do that. Messages are not repeated, and none is lost.
 * - If the answer is truncated, stalls (`timeouts`) or cannot be continued, the body fails with an
 *   {@link EventStreamError}. The client cannot take a part of an answer for all of it.
 * - If the API reports an error, the body fails with a {@link ChatError} after the message with the error.
 * - Bytes are passed on as received, one whole event or more at a time, and no faster than the body is read.
 *
 * Every other response is returned as received: JSON, an error status that is not retried, and the last one when all attempts
 * have failed. If there is no response, the promise rejects with a {@link ConnectError} or another {@link EventStreamError},
 * and after an abort with the reason of the signal.
 *
 * All requests of a client are retried, so turn off the client's own retries.
 *
 * Throws a TypeError or a RangeError for invalid options.
 *
 * @example
 * ```ts
 * import OpenAI from 'openai';
 * import { chatFetch, openaiChat } from 'post-event-source/chat';
 *
 * const openai = new OpenAI({
 *   fetch: chatFetch({ format: openaiChat, timeouts: { idleContent: 60_000 } }),
 *   maxRetries: 0,
 * });
 * ```
 */
export function chatFetch(
  // What `cursor` returns is what `resume` gets.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  options: ChatFetchOptions<any>,
): typeof fetch {
  return fetchOfAnswers(options, realEnvironment);
}

/**
 * {@link chatFetch} with a clock and randomness of the caller's making: for tests.
 *
 * @internal
 */
export function fetchOfAnswers(options: ChatFetchOptions, environment: Environment): typeof fetch {
  const { own, request } = givenOptions(options, FETCH);
  checkFormat(own.format);
  const [unknown] = Object.keys(request);
  if (unknown !== undefined) {
    throw new TypeError(
      `Expected options of chatFetch (${Object.keys(FETCH).join(', ')}), got ${unknown}`,
    );
  }
  if (own.retry && own.retry.replay === true && own.dedupe === undefined) {
    throw new TypeError(
      'Expected retry.replay with dedupe, got it without: the body would contain the answer twice',
    );
  }
  return async (input: string | URL | Request, init?: RequestInit) => {
    const kept = new KeptResponse();
    const { keep, accept } = kept;
    const { onretry } = own;
    const items = stepsOfAnswer(
      input,
      {
        ...init,
        ...own,
        headers: headersOf(input, init),
        onretry(retry): unknown {
          kept.drop();
          return onretry?.(retry);
        },
      },
      environment,
      relayOutput,
      { keep, accept },
    );
    try {
      const { value } = await items.next();
      return responseOf(
        value as Response,
        bodyOf(items as AsyncGenerator<Uint8Array, void, undefined>),
      );
    } catch (error) {
      const signal = init?.signal ?? (isRequest(input) ? input.signal : undefined);
      const response = error instanceof ResponseError ? kept.take(signal) : undefined;
      kept.drop();
      if (response === undefined) {
        throw error;
      }
      return response;
    }
  };
}

/** The headers of a call. A request without `accept` is sent as `fetch` sends it, because it may not be for a stream. */
function headersOf(
  input: string | URL | Request,
  init: RequestInit | undefined,
): RequestInit['headers'] {
  const given = init?.headers ?? (isRequest(input) ? input.headers : undefined);
  const headers = new Headers(given);
  return headers.has('accept') ? given : { ...Object.fromEntries(headers), accept: '*/*' };
}

/** Nothing is read ahead. */
const READ_AHEAD = { highWaterMark: 0 };

function bodyOf(chunks: AsyncGenerator<Uint8Array, void, undefined>): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      async pull(controller) {
        const result = await chunks.next();
        if (result.done) {
          controller.close();
        } else {
          controller.enqueue(result.value);
        }
      },
      async cancel() {
        await chunks.return(undefined);
      },
    },
    READ_AHEAD,
  );
}

/** The response as received, with another body. */
function responseOf(original: Response, body: ReadableStream<Uint8Array> | null): Response {
  const { status, statusText, headers, url, redirected, type } = original;
  const response = new Response(body, { status, statusText, headers });
  return Object.defineProperties(response, {
    url: { value: url },
    redirected: { value: redirected },
    type: { value: type },
    clone: { value: () => responseOf(original, Response.prototype.clone.call(response).body) },
  });
}
