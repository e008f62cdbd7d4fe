// Reads one message of the chat's event stream: its place in the answer, and what it brings.
// Pure; answer-stream.ts acts on the result.

export type AnswerEvent =
  { kind: 'text'; text: string } | { kind: 'done' } | { kind: 'error'; message: string };

interface Chunk {
  choices?: { delta?: { content?: string } }[];
  error?: { message?: string };
}

export function readAnswerEvent(data: string): AnswerEvent {
  if (data === '[DONE]') return { kind: 'done' };
  const chunk = JSON.parse(data) as Chunk;
  if (chunk.error !== undefined) {
    return { kind: 'error', message: chunk.error.message ?? 'The server gave no reason.' };
  }
  return { kind: 'text', text: chunk.choices?.[0]?.delta?.content ?? '' };
}

/** The server writes ids as `<answer id>:<position>`. */
export function readEventId(id: string): { answerId: string; position: number } {
  const colon = id.lastIndexOf(':');
  return { answerId: id.slice(0, colon), position: Number(id.slice(colon + 1)) };
}
