// The source that forwards to any of the chat APIs, read through the package's presets.

import { chatParts } from 'post-event-source/chat';
import { apis } from './apis.js';
import { below, readSettings } from './settings.js';
import { explainUpstreamFailure } from './upstream-errors.js';

/**
 * @param {Record<string, string | undefined>} env
 * @param {keyof typeof apis} name
 * @returns {import('../types.js').Source | undefined} undefined when no model server is named
 */
export function apiSource(env, name) {
  const api = apis[name];
  const settings = readSettings(env, api.owner, api.defaults);
  if (settings === undefined) return undefined;
  const { base, key, names } = settings;
  return {
    kind: 'upstream',
    model: settings.model,
    async *write({ messages, model = settings.model }, signal) {
      const endpoint = below(base, api.path(model));
      try {
        yield* chatParts(endpoint, {
          format: api.format,
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(key ? api.headers(key) : {}) },
          body: JSON.stringify(api.body(messages, model)),
          // A second request would be a second answer, and a second bill. The page asks again if a reader wants that.
          retry: { maxAttempts: 1 },
          signal,
        });
      } catch (error) {
        throw explainUpstreamFailure(error, endpoint, key, names);
      }
    },
  };
}
