// An answer that accepts only token counts, for a message whose text was added before.
import type { ChatAnswer } from '../chat-format.js';

export function countsOf(answer: ChatAnswer): ChatAnswer {
  const ignore = (): void => undefined;
  return {
    text: ignore,
    reasoning: ignore,
    refusal: ignore,
    toolCall: ignore,
    wholeToolCall: ignore,
    source: ignore,
    usage(raw, inputTokens, outputTokens) {
      answer.usage(raw, inputTokens, outputTokens);
    },
    finish: ignore,
    finishAs: ignore,
    end: ignore,
    fail: ignore,
  };
}
