// What chatParts and chatText make of an answer. Both read messages by their shape.
import type { ChatReader } from '../chat-format.js';
import type { ChatEnd, ChatPart, UsagePart } from '../chat-part.js';
import { ShapeReader } from '../matching/shape-reader.js';
import type { AnswerKind, AnswerOutput } from './answer-stream.js';
import type { ChatSession } from './session.js';

export const parts: AnswerKind<ChatPart> = {
  Shapes: ShapeReader,
  outputOf: (session) => ({
    take() {
      session.readCounts();
      return session.answer.take();
    },
    close: () => session.close(),
    end: () => undefined,
  }),
};

export const texts: AnswerKind<string, ChatEnd> = { Shapes: ShapeReader, outputOf: textOutput };

/** Token counts are read only at the end. */
function textOutput(
  session: ChatSession,
  { hasSeveralChoices }: ChatReader,
): AnswerOutput<string, ChatEnd> {
  const end: ChatEnd = { reason: 'other' };
  const textsOf = (received: readonly ChatPart[]): string[] => {
    const found: string[] = [];
    for (const part of received) {
      if (part.type === 'text' && (!hasSeveralChoices || part.index === 0)) {
        found.push(part.text);
      } else if (part.type === 'usage') {
        end.usage = withoutType(part);
      } else if (part.type === 'finish') {
        end.reason = part.reason;
      }
    }
    return found;
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
