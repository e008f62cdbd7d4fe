// Chunks of chat completions as servers send them, with all members.
export const ENVELOPE = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1795000000,
  model: 'm',
};

/** A chunk with one choice. `more` has members of the chunk, or replaces those of the envelope. */
export const chunk = (
  delta: unknown,
  finish_reason: string | null = null,
  more: object = {},
): object => ({
  ...ENVELOPE,
  choices: [{ index: 0, delta, finish_reason }],
  ...more,
});
/** A chunk whose choice has further members. */
export const choice = (members: object, more: object = {}): object => ({
  ...ENVELOPE,
  choices: [{ index: 0, finish_reason: null, ...members }],
  ...more,
});
export const START = chunk({ role: 'assistant', content: '' });
export const counts = (prompt_tokens: number, completion_tokens: number): object => ({
  prompt_tokens,
  completion_tokens,
  total_tokens: prompt_tokens + completion_tokens,
});
export const usage = (input: number, output: number): object => ({
  ...ENVELOPE,
  choices: [],
  usage: counts(input, output),
});
export const call = (index: unknown, id: unknown, name: unknown, args: unknown): object => ({
  tool_calls: [{ index, id, type: 'function', function: { name, arguments: args } }],
});

export const WEATHER = { id: 'call_1', name: 'weather', arguments: '{"city":"Bern"}' };
export const CALLED = { finish: ['tool-calls', 'tool_calls'] } as const;
