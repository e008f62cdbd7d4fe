// The model of a chat API. The package reads the answer in the API's format.

import { ChatError, chatParts } from 'post-event-source/chat';
import { ApiError } from '../errors.js';
import { apis } from './apis.js';

/** @import { ApiName, Model, Upstream } from '../types.js' */

/** @param {ApiName} name @param {Upstream} upstream @returns {Model} */
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
 * @param {any} error of chatParts
 * @param {string} origin
 * @param {Upstream} upstream
 * @returns {[code: string, message: string]}
 */
function explain(error, origin, { key, names }) {
  const { phase, status, reason = error.body ?? '' } = error;
  const text = key ? reason.replaceAll(key, '[key]') : reason;
  const quote = /^\s*</.test(text) ? 'a web page' : text.replace(/\s+/g, ' ').slice(0, 300);
  if (phase === 'content-type') {
    const advice = `Does ${names.base} end in the API's path, such as /v1?`;
    return ['not_a_stream', `The response of ${origin} is not an event stream. ${advice}`];
  }
  if (status !== undefined) {
    /** @type {Record<number, string>} */
    const advice = {
      401: ` Check ${names.key}.`,
      403: ` Check ${names.key}.`,
      404: ` Check ${names.base} and ${names.model}.`,
      429: ' It is out of quota or too busy; try again later.',
    };
    const what = `${status}${quote && `: ${quote.replace(/\.$/, '')}`}.${advice[status] ?? ''}`;
    return [`status_${status}`, `The model server at ${origin} responded with status ${what}`];
  }
  if (error instanceof ChatError) return ['error', `The model server reported an error: ${quote}`];
  if (phase === 'connect') {
    const code = error.cause?.cause?.code ?? 'no connection';
    const advice = `Is it running, and is ${names.base} right?`;
    return ['unreachable', `Could not reach the model server at ${origin} (${code}). ${advice}`];
  }
  return phase === 'truncated'
    ? ['truncated', 'The model server ended the stream before the answer was finished.']
    : ['dropped', 'The connection to the model server was lost during the answer.'];
}
