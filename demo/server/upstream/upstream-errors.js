// Turns what can go wrong with an upstream server into sentences for the page: what happened, and which setting to look at.
// Everything quoted from upstream is shortened and stripped of the key, which servers like to repeat in a refusal.

import { ChatError } from 'post-event-source/chat';
import { ApiError } from '../api-error.js';

/**
 * @param {unknown} error what chatParts threw
 * @param {URL} endpoint
 * @param {string | undefined} key
 * @param {import('./settings.js').Names} names of the settings, to be looked at
 * @returns {ApiError}
 */
export function explainUpstreamFailure(error, endpoint, key, names) {
  const { phase, status, body } =
    /** @type {{ phase?: string, status?: number, body?: string }} */ (error);
  if (error instanceof ChatError) {
    const reason = safeQuote(error.reason || 'no reason given', key);
    return status === undefined
      ? new ApiError(502, 'upstream_error', `The model server reported an error: ${reason}`)
      : explainStatus(status, `: ${reason.replace(/\.$/, '')}`, endpoint, names);
  }
  if (phase === 'status' && status !== undefined) {
    return explainStatus(status, quoteBody(body, key), endpoint, names);
  }
  if (phase === 'content-type') {
    return new ApiError(
      502,
      'upstream_not_a_stream',
      `${endpoint.origin} responded, but not with an answer. Does ${names.baseUrl} end in the API's path, such as /v1?`,
    );
  }
  if (phase === 'connect') {
    return new ApiError(
      502,
      'upstream_unreachable',
      `Could not reach the model server at ${endpoint.origin}${systemCode(error)}. Is it running, and is ${names.baseUrl} right?`,
    );
  }
  if (phase === 'truncated') {
    return new ApiError(
      502,
      'upstream_truncated',
      'The model server ended the stream before the answer was finished.',
    );
  }
  if (phase === 'body') {
    return new ApiError(
      502,
      'upstream_dropped',
      'The connection to the model server broke in the middle of the answer.',
    );
  }
  return new ApiError(502, 'upstream_failed', 'Reading from the model server failed.');
}

/**
 * What the owner of the demo can do about a status.
 * @param {number} status
 * @param {import('./settings.js').Names} names
 */
function hintFor(status, { baseUrl, key, model }) {
  if (status === 401 || status === 403) return `Check ${key}.`;
  if (status === 404) return `Check ${baseUrl} and ${model}.`;
  return status === 429 ? 'It is out of quota or too busy; try again later.' : '';
}

/**
 * @param {number} status
 * @param {string} said
 * @param {URL} endpoint
 * @param {import('./settings.js').Names} names
 */
function explainStatus(status, said, endpoint, names) {
  return new ApiError(
    502,
    `upstream_status_${status}`,
    `The model server at ${endpoint.origin} responded with status ${status}${said}. ${hintFor(status, names)}`.trim(),
  );
}

/** @param {string | undefined} body @param {string | undefined} key */
function quoteBody(body, key) {
  if (!body) return '';
  // An HTML error page helps nobody in a chat; its status says enough.
  return /^\s*</.test(body) ? ' and a web page instead of JSON' : `: ${safeQuote(body, key)}`;
}

/** @param {unknown} error */
function systemCode(error) {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^E[A-Z]+$/.test(cause.code))
      return ` (${cause.code})`;
  }
  return '';
}

/** @param {string} text @param {string | undefined} key */
function safeQuote(text, key) {
  const hidden = key ? text.replaceAll(key, '[key]') : text;
  return hidden.replace(/\s+/g, ' ').trim().slice(0, 300);
}
