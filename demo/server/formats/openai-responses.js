// OpenAI's Responses API: named events with sequence numbers, in the background, so that a GET continues it after a cut.

import { eventStreamHeaders, named } from './wire.js';
import { writerOf } from './writer.js';

const deltas = {
  text: 'response.output_text.delta',
  refusal: 'response.refusal.delta',
  reasoning: 'response.reasoning_summary_text.delta',
  'tool-call': 'response.function_call_arguments.delta',
};

/** @type {Partial<Record<import('post-event-source/chat').FinishReason, string>>} */
const cuts = { length: 'max_output_tokens', 'content-filter': 'content_filter' };

/** @param {import('./writer.js').Block} block */
function partOf({ type, content }) {
  if (type === 'refusal') return { type, refusal: content };
  return type === 'reasoning'
    ? { type: 'summary_text', text: content }
    : { type: 'output_text', text: content, annotations: [] };
}

/** @param {import('./writer.js').Block} block @param {string} status */
function itemOf(block, status) {
  const { type, number, id, name, content } = block;
  if (type === 'tool-call') {
    return { id: `fc-${number}`, type: 'function_call', call_id: id, name, arguments: content };
  }
  const parts = content === '' ? [] : [partOf(block)];
  return type === 'reasoning'
    ? { id: `rs-${number}`, type, summary: parts }
    : { id: `msg-${number}`, type: 'message', role: 'assistant', content: parts, status };
}

/** @type {import('../types.js').WireFormat} */
export const openaiResponses = {
  headers: eventStreamHeaders,
  write({ id, created, model }) {
    /** @type {unknown[]} */
    const output = [];
    let sequenceNumber = 0;
    /** @param {string} type @param {Record<string, unknown>} members */
    const event = (type, members) => named({ type, sequence_number: sequenceNumber++, ...members });
    /** @param {string} status @param {Record<string, unknown>} [members] */
    const response = (status, members) => ({
      response: {
        id,
        object: 'response',
        created_at: created,
        model,
        background: true,
        status,
        ...members,
      },
    });
    return writerOf({
      begin: () => [
        event('response.created', response('in_progress')),
        event('response.in_progress', response('in_progress')),
      ],
      start(block) {
        const item = itemOf(block, 'in_progress');
        const place = { output_index: block.number, item_id: item.id };
        return [
          event('response.output_item.added', { output_index: block.number, item }),
          ...('content' in item
            ? [
                event('response.content_part.added', {
                  ...place,
                  content_index: 0,
                  part: partOf(block),
                }),
              ]
            : []),
        ];
      },
      delta: (block, delta) => [
        event(deltas[block.type], {
          output_index: block.number,
          item_id: itemOf(block, '').id,
          content_index: 0,
          delta,
        }),
      ],
      stop(block) {
        const item = itemOf(block, 'completed');
        output.push(item);
        return [event('response.output_item.done', { output_index: block.number, item })];
      },
      finish(reason, usage) {
        const cut = cuts[reason];
        const status = cut === undefined ? 'completed' : 'incomplete';
        return [
          event(
            `response.${status}`,
            response(status, {
              output,
              ...(cut !== undefined && { incomplete_details: { reason: cut } }),
              usage: usage && {
                input_tokens: usage.inputTokens,
                output_tokens: usage.outputTokens,
              },
            }),
          ),
        ];
      },
      fail: ({ code, message: words }) => [
        event('response.failed', response('failed', { error: { code, message: words } })),
      ],
    });
  },
};
