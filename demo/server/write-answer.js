// Writes the answer of a model into the store, as the data of OpenAI's chat.completions chunks.

import { ApiError, toApiError } from './errors.js';

/** @import { Writer } from './types.js' */

/** @import { ChatPart, ToolCallPart, UsagePart } from 'post-event-source/chat' */

const done = '[DONE]';
/** OpenAI's reason where its name differs. @type {Record<string, string>} */
const reasons = {
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
  length: 'length',
};
const members = { text: 'content', reasoning: 'reasoning_content', refusal: 'refusal' };

/** @param {string} id of the answer @param {string} model */
export function chunksOf(id, model) {
  const created = Math.floor(Date.now() / 1000);
  /** The indexes that tool calls have in the model's format. @type {(number | string)[]} */
  const calls = [];
  const chunk = (/** @type {unknown[]} */ choices, more = {}) =>
    JSON.stringify({ id, object: 'chat.completion.chunk', created, model, choices, ...more });
  const choice = (/** @type {object} */ delta, /** @type {string | null} */ reason = null) =>
    chunk([{ index: 0, delta, finish_reason: reason }]);

  /** @param {ToolCallPart} part */
  function call({ index, id: callId, name, arguments: text }) {
    const known = calls.indexOf(index);
    const number = known === -1 ? calls.push(index) - 1 : known;
    const head = known === -1 && { id: callId ?? `call-${number}`, type: 'function' };
    return choice({
      tool_calls: [{ index: number, ...head, function: { name, arguments: text } }],
    });
  }

  return {
    first: choice({ role: 'assistant', content: '' }),
    finish: (reason = 'stop') => choice({}, reasons[reason] ?? 'stop'),
    usage: (/** @type {UsagePart} */ { inputTokens, outputTokens }) =>
      chunk([], { usage: { prompt_tokens: inputTokens, completion_tokens: outputTokens } }),
    /** Returns undefined for a part that OpenAI's format does not have. @param {ChatPart} part */
    part(part) {
      if (part.type === 'finish') return this.finish(part.reason);
      if (part.type === 'tool-call') return call(part);
      const isText = part.type in members && 'text' in part;
      return isText ? choice({ [members[part.type]]: part.text }) : undefined;
    },
  };
}

/**
 * Resolves when the answer has ended, even if the model or the store has failed.
 * @param {Writer} writer
 * @param {ReturnType<typeof chunksOf>} chunks
 * @param {AsyncIterable<ChatPart>} parts
 * @param {number} mostBytes
 */
export async function writeAnswer(writer, chunks, parts, mostBytes) {
  let bytes = 0;
  const append = async (/** @type {string | undefined} */ data) => {
    if (data === undefined) return;
    bytes += Buffer.byteLength(data);
    if (bytes > mostBytes) {
      const message = `The answer was ended because it is longer than ${mostBytes} bytes.`;
      throw new ApiError(502, 'answer_too_long', message);
    }
    await writer.append(data);
  };
  try {
    /** @type {UsagePart | undefined} */
    let usage;
    for await (const part of parts) {
      // Counts may repeat. OpenAI sends them once, after the finish.
      if (part.type === 'usage') usage = part;
      else await append(chunks.part(part));
    }
    if (usage) await append(chunks.usage(usage));
    await append(done);
  } catch (error) {
    const isStopped = writer.signal.aborted;
    const rest = isStopped ? [chunks.finish(), done] : [JSON.stringify(toApiError(error))];
    for (const data of rest) await writer.append(data).catch(() => undefined);
  }
  // If the store has failed, readers get an error when the lease of the writer expires.
  await writer.end().catch(() => undefined);
}
