// Reads one message of the chat's event stream: its place in the answer, and what it brings.
// Pure; answer-stream.ts acts on the result.

interface Chunk {
  choices?: { delta?: { content?: string } }[];
  error?: { message?: string };
}

export const endOfAnswer = '[DONE]';

/** What the message adds to the answer, or why there will be no more of it. */
export function readAnswerEvent(data: string): { text: string } | { failure: string } {
  if (data === endOfAnswer) return { text: '' };
  const { choices, error } = JSON.parse(data) as Chunk;
  if (error !== undefined) return { failure: error.message ?? 'The server gave no reason.' };
  return { text: choices?.[0]?.delta?.content ?? '' };
}

/** The server writes ids as `<answer id>:<position>`, and counts positions from 0. */
export function positionIn(id: string): number {
  return Number(id.slice(id.lastIndexOf(':') + 1));
}
