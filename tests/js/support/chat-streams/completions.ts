// Chunks of chat completions, with only the members that the format reads.
import { openaiChat } from '../../../../js/src/chat/index.js';
import type { ChatStream } from './stream.js';

export const chunk = (delta: unknown, finish_reason: unknown = null): object => ({
  choices: [{ index: 0, delta, finish_reason }],
});
export const say = (content: unknown, finish: unknown = null): object => chunk({ content }, finish);

export const STOPPED = ['stop', 'stop'] as const;
export const HELLO = { text: 'Hello', finish: STOPPED } as const;

/** @param type the content type, `text/event-stream` by default */
export const openai = (
  name: string,
  body: string,
  expected: ChatStream['expected'] = HELLO,
  type?: string,
): ChatStream => ({
  name,
  format: openaiChat,
  body,
  expected,
  ...(type !== undefined && { type }),
});
