// The source that forwards to an OpenAI-compatible server, and the only module that holds its key.
// Reads the upstream stream with this repository's own package; upstream-errors.js explains what goes wrong.

import { fetchEventSource } from 'post-event-source';
import { ApiError } from '../api-error.js';
import { explainUpstreamFailure, refusedByModel, unreadableChunk } from './upstream-errors.js';

/**
 * @param {Record<string, string | undefined>} env
 * @returns {import('../types.js').Source | undefined} undefined when no upstream is configured
 */
export function upstreamSource(env) {
  const {
    OPENAI_BASE_URL: baseUrl,
    OPENAI_API_KEY: key,
    OPENAI_MODEL: model = 'gpt-4o-mini',
  } = env;
  if (!baseUrl) return undefined;
  const endpoint = readEndpoint(baseUrl);
  return {
    kind: 'upstream',
    model,
    write: (request, emit, signal) =>
      forward({
        endpoint,
        key,
        model: request.model ?? model,
        messages: request.messages,
        emit,
        signal,
      }),
  };
}

/** @param {string} baseUrl */
function readEndpoint(baseUrl) {
  try {
    const url = new URL(baseUrl);
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new Error(url.protocol);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/chat/completions`;
    return url;
  } catch {
    throw new Error(
      'OPENAI_BASE_URL must be an http or https address such as http://localhost:11434/v1.',
    );
  }
}

/**
 * @param {object} call
 * @param {URL} call.endpoint
 * @param {string | undefined} call.key
 * @param {string} call.model
 * @param {import('../types.js').ChatMessage[]} call.messages
 * @param {(piece: string) => void} call.emit
 * @param {AbortSignal} call.signal
 * @returns {Promise<string>} the finish reason
 */
async function forward({ endpoint, key, model, messages, emit, signal }) {
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
    throw error instanceof ApiError ? error : explainUpstreamFailure(error, endpoint, key);
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
