// OpenAI's Responses API: named events with sequence numbers, in the background, so that a GET goes on after a cut.

import { eventStreamHeaders, named } from './wire.js';

/** @type {import('../types.js').WireFormat} */
export const openaiResponses = {
  headers: eventStreamHeaders,
  write({ id, created, model }) {
    const item = { output_index: 0, item_id: `msg-${id}` };
    let sequenceNumber = 0;
    let written = '';
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
    const message = () => ({
      id: item.item_id,
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text: written, annotations: [] }],
    });
    return {
      begin: () => [
        event('response.created', response('in_progress')),
        event('response.in_progress', response('in_progress')),
        event('response.output_item.added', {
          output_index: 0,
          item: { ...message(), status: 'in_progress', content: [] },
        }),
        event('response.content_part.added', {
          ...item,
          content_index: 0,
          part: { type: 'output_text', text: '', annotations: [] },
        }),
      ],
      text(piece) {
        written += piece;
        return [event('response.output_text.delta', { ...item, content_index: 0, delta: piece })];
      },
      finish: () => [
        event('response.output_text.done', { ...item, content_index: 0, text: written }),
        event('response.output_item.done', {
          output_index: 0,
          item: { ...message(), status: 'completed' },
        }),
        event(
          'response.completed',
          response('completed', { output: [{ ...message(), status: 'completed' }] }),
        ),
      ],
      fail: ({ code, message: words }) => [
        event('response.failed', response('failed', { error: { code, message: words } })),
      ],
    };
  },
};
