// The source that forwards to any of the chat APIs, read through the package's presets.

import { chatText, ChatError } from 'post-event-source/chat';
import { ApiError } from '../api-error.js';
import { apis } from './apis.js';
import { below, readSettings } from './settings.js';
import { explainUpstreamFailure, refusedByModel } from './upstream-errors.js';

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
    async write({ messages, model = settings.model }, emit, signal) {
      const endpoint = below(base, api.path(model));
      try {
        const texts = chatText(endpoint, {
          format: api.format,
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(key ? api.headers(key) : {}) },
          body: JSON.stringify(api.body(messages, model)),
          // A second request would be a second answer, and a second bill.
          retry: { maxAttempts: 1 },
          signal,
        });
        for await (const text of texts) emit(text);
        return 'stop';
      } catch (error) {
        throw explain(error, endpoint);
      }
    },
  };

  /** @param {unknown} error @param {URL} endpoint */
  function explain(error, endpoint) {
    if (error instanceof ApiError) return error;
    if (!(error instanceof ChatError)) return explainUpstreamFailure(error, endpoint, key, names);
    // An HTTP error is explained by its status.
    return error.status === undefined
      ? refusedByModel(error.raw, key)
      : explainUpstreamFailure(error.cause, endpoint, key, names);
  }
}
