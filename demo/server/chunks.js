// An answer's parts as the data of OpenAI's chat.completions chunks: the one format of the demo's answers.

const reasons = {
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
};
const members = { text: 'content', reasoning: 'reasoning_content', refusal: 'refusal' };

export const done = '[DONE]';

/** @param {{ id: string, model: string, created?: number }} answer */
export function chunksOf({ id, model, created = Math.floor(Date.now() / 1000) }) {
  /** @type {Map<number | string, number>} by the index of the part */
  const calls = new Map();
  /** @param {unknown[]} choices @param {Record<string, unknown>} [more] */
  const chunk = (choices, more) =>
    JSON.stringify({ id, object: 'chat.completion.chunk', created, model, choices, ...more });
  /** @param {Record<string, unknown>} delta @param {string | null} [finish_reason] */
  const choice = (delta, finish_reason = null) => chunk([{ index: 0, delta, finish_reason }]);

  /** @param {import('post-event-source/chat').ToolCallPart} part */
  function call({ index, id: callId, name, arguments: text }) {
    const isNew = !calls.has(index);
    const number = calls.get(index) ?? calls.size;
    calls.set(index, number);
    const head = isNew && { id: callId ?? `call-${number}`, type: 'function' };
    const given = { ...(name !== undefined && { name }), arguments: text };
    return choice({ tool_calls: [{ index: number, ...head, function: given }] });
  }

  return {
    first: () => choice({ role: 'assistant', content: '' }),
    /** @param {import('post-event-source/chat').ChatPart} part @returns {string | undefined} undefined for parts without a chunk */
    part(part) {
      switch (part.type) {
        case 'text':
        case 'reasoning':
        case 'refusal':
          return choice({ [members[part.type]]: part.text });
        case 'tool-call':
          return call(part);
        case 'finish':
          return choice({}, /** @type {Record<string, string>} */ (reasons)[part.reason] ?? 'stop');
        case 'usage':
          return chunk([], {
            usage: { prompt_tokens: part.inputTokens, completion_tokens: part.outputTokens },
          });
        default:
          return undefined;
      }
    },
  };
}
