// Checks whether a response is an event stream, if there is no `onopen` that decides.
import { ByteChunks } from '../parsing/byte-chunks.js';
import { Outcome } from '../runtime/module.js';
import { checkedBytes, readerOf } from './response-body.js';
import { isEventStream } from './content-type.js';
import { NO_REASON, type Environment } from '../platform/environment.js';
import { responseRefused, type Failure } from './failure.js';

const MAX_BODY_BYTES = 16 * 1024;
const MAX_BODY_TIME = 1000;
const OK = 200;
const NO_CONTENT = 204;

/**
 * Throws a `Failure` for a status that is not 2xx and, if `isTyped`, for another content type than `text/event-stream`.
 * Accepts a 204, with which a server ends a stream.
 */
export async function checkResponse(
  response: Response,
  environment: Environment,
  isTyped: boolean,
): Promise<void> {
  // A replaced fetch may return a response without `ok`.
  if (response.status < 200 || response.status > 299) {
    await refuse(Outcome.badStatus, response, environment);
  }
  const mayBeUntyped = !isTyped || response.status === NO_CONTENT;
  if (!mayBeUntyped && !isEventStream(response.headers.get('content-type'))) {
    await refuse(Outcome.badContentType, response, environment);
  }
}

/**
 * The check of the standard, which is stricter: throws a `Failure` for every status except 200, including 204.
 *
 * {@link https://html.spec.whatwg.org/#sse-processing-model | HTML standard, processing model}
 */
export async function checkStandardResponse(
  response: Response,
  environment: Environment,
): Promise<void> {
  if (response.status !== OK) {
    await refuse(Outcome.badStatus, response, environment);
  }
  await checkResponse(response, environment, true);
}

/** Returns the `Failure` for a response whose body another reader will read. */
export const unread = (response: Response): Failure =>
  responseRefused(response.ok ? Outcome.badContentType : Outcome.badStatus, response, '');

/** Throws a `Failure` with the text of the body. A body may never end, so its size and the time to read it are limited. */
async function refuse(
  outcome: Parameters<typeof responseRefused>[0],
  response: Response,
  environment: Environment,
): Promise<never> {
  const reader = response.body?.locked ? undefined : readerOf(response.body);
  let text = '';
  if (reader !== undefined) {
    const chunks = new ByteChunks();
    const enough = new AbortController();
    const deadline = environment.wait(MAX_BODY_TIME, enough.signal);
    try {
      const decoder = new TextDecoder();
      for (let room = MAX_BODY_BYTES; room > 0;) {
        const result = await Promise.race([reader.read(), deadline]);
        if (!result || result.done) {
          break;
        }
        const bytes = checkedBytes(result.value, chunks.bytesOf(result.value));
        text += decoder.decode(bytes.subarray(0, room), { stream: true });
        room -= bytes.length;
      }
    } catch {
      // The connection was lost, or there is no TextDecoder. The status is sufficient.
    }
    enough.abort(NO_REASON);
    reader.cancel();
  }
  throw responseRefused(outcome, response, text);
}
