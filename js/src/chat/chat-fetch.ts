// chatFetch: a `fetch` for clients of chat APIs. It retries requests and resumes answers.
import { ResponseError } from '../errors.js';
import { splitOptions, type Options } from '../options/checks.js';
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

/** Options of {@link chatFetch}. They apply to every call of the returned function. */
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

/** Other options belong to a single call, or would repeat messages. */
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
 * Creates a `fetch` for the client of a chat API, such as `openai`. It retries requests, resumes answers, and detects answers
 * that are incomplete. Disable the retries of the client.
 *
 * Failed attempts are retried until a response is accepted. If the response is an event stream:
 *
 * - If the connection is lost, the answer is resumed if the format or `resume` supports that. No message is lost or repeated.
 * - If the answer is truncated, stalls (`timeouts`) or cannot be resumed, the body fails with an {@link EventStreamError}, so
 *   the client does not treat a part of an answer as complete.
 * - If the API reports an error, the body fails with a {@link ChatError} after the message that contains the error.
 * - The bytes are unchanged. A chunk contains one or more complete events.
 *
 * Every other response is returned unchanged: JSON, an error status that is not retried, and the last error response if all
 * attempts failed. If there is no response, the promise of the call rejects with an {@link EventStreamError}, or with the
 * reason of the signal after an abort.
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
 * const stream = await openai.chat.completions.create({
 *   model: 'gpt-5',
 *   messages: [{ role: 'user', content: 'Hi' }],
 *   stream: true,
 * });
 * for await (const { choices } of stream) {
 *   console.log(choices[0]?.delta.content);
 * }
 * ```
 *
 * @param options - The format of the API, and options of every call.
 * @returns A function that can replace `fetch`.
 * @throws TypeError or RangeError if an option is invalid.
 */
export function chatFetch(
  // `any`, so that the result of `cursor` can be the argument of `resume`.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  options: ChatFetchOptions<any>,
): typeof fetch {
  return fetchOfAnswers(options, realEnvironment);
}

/**
 * {@link chatFetch} with a given clock and randomness, for tests.
 *
 * @internal
 */
export function fetchOfAnswers(options: ChatFetchOptions, environment: Environment): typeof fetch {
  const { own, request } = splitOptions(options, FETCH);
  checkFormat(own.format);
  const [unknown] = Object.keys(request);
  if (unknown !== undefined) {
    throw new TypeError(
      `Expected options of chatFetch (${Object.keys(FETCH).join(', ')}), got ${unknown}`,
    );
  }
  if (own.retry && own.retry.replay === true && own.dedupe === undefined) {
    throw new TypeError(
      'Expected dedupe with retry.replay, got none: the body would contain the answer twice',
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
      { outputOf: relayOutput, rules: { keep, accept } },
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

/** Returns the headers of a call. Adds the `accept` header of `fetch`, because the request may not be for a stream. */
function headersOf(
  input: string | URL | Request,
  init: RequestInit | undefined,
): RequestInit['headers'] {
  const source = init?.headers ?? (isRequest(input) ? input.headers : undefined);
  const headers = new Headers(source);
  return headers.has('accept') ? source : { ...Object.fromEntries(headers), accept: '*/*' };
}

/** Reads only when the client reads. */
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

/** Returns a copy of the response with another body. */
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
