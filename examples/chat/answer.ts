// Shared by the chats in React, Vue and Svelte: sends the request, and joins the parts of the answer once per frame.
import { batched, chatParts, openaiChat, type ChatPart } from 'post-event-source/chat';

export interface Turn {
  role: 'user' | 'assistant';
  parts: ChatPart[];
}

/** `submitted` until the first part has arrived, `streaming` until the last one. */
export type Status = 'ready' | 'submitted' | 'streaming' | 'error';

export const question = (text: string): Turn => ({
  role: 'user',
  parts: [{ type: 'text', text, index: 0 }],
});

/** Returns the turns up to the last question, to request another answer to it. */
export const upToQuestion = (turns: readonly Turn[]): Turn[] =>
  turns.slice(0, turns.findLastIndex(({ role }) => role === 'user') + 1);

export const textOf = ({ parts }: Turn): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('');

/** Yields all parts received so far, with adjacent text joined, at most once per frame. */
export async function* answerTo(url: string, turns: readonly Turn[], signal: AbortSignal) {
  const messages = turns.map((turn) => ({ role: turn.role, content: textOf(turn) }));
  const arriving = chatParts(url, {
    format: openaiChat,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stream: true, messages }),
    signal,
  });
  let parts: ChatPart[] = [];
  for await (const batch of batched(arriving)) {
    parts = batch.reduce(join, parts);
    yield parts;
  }
}

/** A fragment of text or of a tool call continues the part that has its type and index. */
function join(parts: ChatPart[], part: ChatPart): ChatPart[] {
  if (!('index' in part)) return [...parts, part];
  const at = parts.findIndex(
    (earlier) => 'index' in earlier && earlier.type === part.type && earlier.index === part.index,
  );
  const earlier = parts[at];
  if (earlier === undefined) return [...parts, part];
  if ('text' in earlier && 'text' in part) {
    return parts.with(at, { ...earlier, text: earlier.text + part.text });
  }
  if ('arguments' in earlier && 'arguments' in part) {
    return parts.with(at, { ...earlier, ...part, arguments: earlier.arguments + part.arguments });
  }
  return parts;
}
