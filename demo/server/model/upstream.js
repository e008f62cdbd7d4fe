// The model of a chat API. The package reads the answer in the API's format.

import { ChatError, chatParts } from 'post-event-source/chat';
import { ApiError } from '../errors.js';
import { apis } from './apis.js';

/**
 * @param {import('../types.js').ApiName} name
 * @param {import('../types.js').Upstream} upstream
 * @returns {import('../types.js').Model}
 */
export function upstreamModel(name, upstream) {
  const { format, path, body, headers = bearer } = apis[name];
  const { base, key } = upstream;
  return {
    kind: 'upstream',
    name: upstream.model,
    async *write({ messages, model = upstream.model }, signal) {
      const endpoint = new URL(base.href.replace(/\/*$/, '') + path(model));
      try {
        yield* chatParts(endpoint, {
          format,
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(key ? headers(key) : {}) },
          body: JSON.stringify(body(messages, model)),
          // A second request would be a second answer, and a second bill. The page offers to ask again.
          retry: false,
          signal,
        });
      } catch (error) {
        const [code, message] = explain(error, endpoint.origin, upstream);
        throw new ApiError(502, `upstream_${code}`, message);
      }
    },
    close: async () => undefined,
  };
}

/** @param {string} key @returns {Record<string, string>} */
const bearer = (key) => ({ authorization: `Bearer ${key}` });

/**
 * What happened, and which variable to check. Quotes are shortened, and the key is removed from them: servers repeat it.
 * @param {unknown} error of chatParts
 * @param {string} origin
 * @param {import('../types.js').Upstream} upstream
 * @returns {[code: string, message: string]}
 */
function explain(error, origin, { key, names }) {
  const {
    phase,
    status,
    body = '',
  } = /** @type {{ phase?: string, status?: number, body?: string }} */ (error);
  const reason = error instanceof ChatError ? error.reason : body;
  const quote = (key ? reason.replaceAll(key, '[key]') : reason).replace(/\s+/g, ' ').slice(0, 300);
  if (phase === 'content-type') {
    const advice = `Does ${names.base} end in the API's path, such as /v1?`;
    return ['not_a_stream', `The response of ${origin} is not an event stream. ${advice}`];
  }
  if (status !== undefined) {
    const isPage = /^\s*</.test(reason);
    const text = `${status}${isPage ? ' and a web page' : quote && `: ${quote}`}`.replace(
      /\.$/,
      '',
    );
    const message = `The model server at ${origin} responded with status ${text}. `;
    return [`status_${status}`, (message + advise(status, names)).trim()];
  }
  if (error instanceof ChatError) {
    return ['error', `The model server reported an error: ${quote || 'no reason given'}`];
  }
  switch (phase) {
    case 'connect': {
      const advice = `Is it running, and is ${names.base} right?`;
      return [
        'unreachable',
        `Could not reach the model server at ${origin}${systemCode(error)}. ${advice}`,
      ];
    }
    case 'truncated':
      return ['truncated', 'The model server ended the stream before the answer was finished.'];
    case 'body':
      return ['dropped', 'The connection to the model server was lost during the answer.'];
    default:
      return ['failed', 'Reading from the model server failed.'];
  }
}

/** @param {number} status @param {import('../types.js').Upstream['names']} names */
function advise(status, { base, key, model }) {
  if (status === 401 || status === 403) return `Check ${key}.`;
  if (status === 404) return `Check ${base} and ${model}.`;
  return status === 429 ? 'It is out of quota or too busy; try again later.' : '';
}

/** @param {unknown} error */
function systemCode(error) {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = /** @type {{ code?: unknown }} */ (cause);
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return ` (${code})`;
  }
  return '';
}
