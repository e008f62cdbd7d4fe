// The source that forwards to an OpenAI-compatible server, whose finish reason it passes on too.
// Reads the upstream stream with this repository's own package; upstream-errors.js explains what goes wrong.

import { fetchEventSource } from 'post-event-source';
import { ApiError } from '../api-error.js';
import { below, readSettings } from './settings.js';
import { explainUpstreamFailure, refusedByModel, unreadableChunk } from './upstream-errors.js';

/**
 * @param {Record<string, string | undefined>} env
 * @returns {import('../types.js').Source | undefined} undefined when no upstream is configured
 */
export function completionsSource(env) {
  const settings = readSettings(env, 'OPENAI', {
    model: 'gpt-4o-mini',
    example: 'http://localhost:11434/v1',
  });
  if (settings === undefined) return undefined;
  const { base, key, model, names } = settings;
  const endpoint = below(base, '/chat/completions');
  return {
    kind: 'upstream',
    model,
    write: (request, emit, signal) =>
      forward({
        endpoint,
        key,
        names,
        model: request.model ?? model,
        messages: request.messages,
        emit,
        signal,
      }),
  };
}

/**
 * @param {object} call
 * @param {URL} call.endpoint
 * @param {string | undefined} call.key
 * @param {import('./settings.js').Names} call.names
 * @param {string} call.model
 * @param {import('../types.js').ChatMessage[]} call.messages
 * @param {(piece: string) => void} call.emit
 * @param {AbortSignal} call.signal
 * @returns {Promise<string>} the finish reason
 */
async function forward({ endpoint, key, names, model, messages, emit, signal }) {
  /** @type {string | undefined} */
  let finishReason;
  try {
    await fetchEventSource(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key ? { authorization: `Bearer ${key}` } : {}),
      },
      body: JSON.stringify({ model, messages, stream: true }),
      signal,
      onmessage({ data }) {
        if (data === '[DONE]') {
          finishReason ??= 'stop';
          return;
        }
        const choice = readChoice(data, key);
        if (choice?.delta?.content) emit(choice.delta.content);
        finishReason = choice?.finish_reason ?? finishReason;
      },
      onerror(error) {
        // A second request would be a second answer, and a second bill.
        throw error;
      },
    });
  } catch (error) {
    throw error instanceof ApiError ? error : explainUpstreamFailure(error, endpoint, key, names);
  }
  signal.throwIfAborted();
  if (finishReason === undefined) {
    throw new ApiError(
      502,
      'upstream_truncated',
      'The model server ended the stream before the answer was finished.',
    );
  }
  return finishReason;
}

/**
 * @param {string} data
 * @param {string | undefined} key
 * @returns {{ delta?: { content?: string }, finish_reason?: string } | undefined} undefined for a chunk without choices, such as usage
 */
function readChoice(data, key) {
  let chunk;
  try {
    chunk = JSON.parse(data);
  } catch {
    throw unreadableChunk(data, key);
  }
  if (chunk?.error) throw refusedByModel(chunk.error, key);
  return chunk?.choices?.[0];
}
