// The outputs for chatParts and chatText.
import type { ChatReader } from '../chat-format.js';
import type { ChatEnd, ChatPart, UsagePart } from '../chat-part.js';
import type { AnswerOutput } from './answer-stream.js';
import type { ChatSession } from './session.js';

export const partsOutput = (session: ChatSession): AnswerOutput<ChatPart> => ({
  take() {
    session.readCounts();
    return session.answer.take();
  },
  close: () => session.close(),
  end: () => undefined,
});

/** Token counts are read only at the end. */
export function textOutput(
  session: ChatSession,
  { hasSeveralChoices }: ChatReader,
): AnswerOutput<string, ChatEnd> {
  const end: ChatEnd = { reason: 'other' };
  const textsOf = (parts: readonly ChatPart[]): string[] => {
    const texts: string[] = [];
    for (const part of parts) {
      if (part.type === 'text' && (!hasSeveralChoices || part.index === 0)) {
        texts.push(part.text);
      } else if (part.type === 'usage') {
        end.usage = withoutType(part);
      } else if (part.type === 'finish') {
        end.reason = part.reason;
      }
    }
    return texts;
  };
  return {
    take: () => textsOf(session.answer.take()),
    close: () => textsOf(session.close()),
    end: () => end,
  };
}

function withoutType({ inputTokens, outputTokens, raw }: UsagePart): NonNullable<ChatEnd['usage']> {
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
    raw,
  };
}
