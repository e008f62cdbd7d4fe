// The model behind a chat API: the answer is read through the package's preset for its format.

import { chatParts } from 'post-event-source/chat';
import { apis } from './apis.js';
import { explainFailure } from './failures.js';

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
          // A second request would be a second answer, and a second bill. The page asks again if a reader wants that.
          retry: false,
          signal,
        });
      } catch (error) {
        throw explainFailure(error, endpoint.origin, upstream);
      }
    },
    close: async () => undefined,
  };
}

/** @param {string} key @returns {Record<string, string>} */
const bearer = (key) => ({ authorization: `Bearer ${key}` });
