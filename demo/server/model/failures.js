// What went wrong with a chat API, in words for the page: what happened, and which variable to check.
// Everything quoted is shortened, and the key is cut out: servers repeat it in a refusal.

import { ResponseError } from 'post-event-source';
import { ChatError } from 'post-event-source/chat';
import { ApiError } from '../errors.js';

/**
 * @param {unknown} error what chatParts threw
 * @param {string} origin
 * @param {import('../types.js').Upstream} upstream
 */
export function explainFailure(error, origin, { key, names }) {
  const { phase, status, body } =
    /** @type {{ phase?: string, status?: number, body?: string }} */ (error);
  /** @param {string} text */
  const quote = (text) =>
    (key ? text.replaceAll(key, '[key]') : text).replace(/\s+/g, ' ').trim().slice(0, 300);

  if (phase === 'content-type') {
    return failure(
      'not_a_stream',
      `${origin} responded, but not with an answer. Does ${names.base} end in the API's path, such as /v1?`,
    );
  }
  if (error instanceof ChatError && status === undefined) {
    return failure(
      'error',
      `The model server reported an error: ${quote(error.reason || 'no reason given')}`,
    );
  }
  if (error instanceof ChatError || error instanceof ResponseError) {
    const reason = error instanceof ChatError ? error.reason : (body ?? '');
    // The text of an HTML error page helps nobody in a chat.
    const quoted = /^\s*</.test(reason) ? ' and a web page' : reason && `: ${quote(reason)}`;
    const text = `${origin} responded with status ${status}${quoted}`.replace(/\.$/, '');
    return failure(`status_${status}`, `The model server at ${text}. ${hint()}`.trim());
  }
  const [code = 'failed', text = 'Reading from the model server failed.'] =
    {
      connect: [
        'unreachable',
        `Could not reach the model server at ${origin}${systemCode(error)}. Is it running, and is ${names.base} right?`,
      ],
      truncated: ['truncated', 'The model server ended the stream before the answer was finished.'],
      body: ['dropped', 'The connection to the model server broke in the middle of the answer.'],
    }[phase ?? ''] ?? [];
  return failure(code, text);

  function hint() {
    if (status === 401 || status === 403) return `Check ${names.key}.`;
    if (status === 404) return `Check ${names.base} and ${names.model}.`;
    return status === 429 ? 'It is out of quota or too busy; try again later.' : '';
  }
}

/** @param {string} code @param {string} message */
const failure = (code, message) => new ApiError(502, `upstream_${code}`, message);

/** @param {unknown} error */
function systemCode(error) {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = /** @type {{ code?: unknown }} */ (cause);
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return ` (${code})`;
  }
  return '';
}
