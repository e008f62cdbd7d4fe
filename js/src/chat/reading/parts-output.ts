// What chatParts and chatText make of an answer. Both read messages by their shape.
import type { ChatReader } from '../chat-format.js';
import type { ChatEnd, ChatPart, UsagePart } from '../chat-part.js';
import type { StepReader } from '../../connecting/iterating/step-reader.js';
import { ShapeReader } from '../matching/shape-reader.js';
import type { AnswerKind, AnswerOutput } from './answer-stream.js';
import type { ChatSession } from './session.js';

export const parts: AnswerKind<ChatPart> = {
  Shapes: ShapeReader,
  outputOf: (session, receiver) => ({
    deliver() {
      session.readCounts();
      session.answer.take(receiver.deliver);
    },
    deliverLast() {
      session.close(receiver.deliver);
    },
    end: () => undefined,
  }),
};

export const texts: AnswerKind<string, ChatEnd> = { Shapes: ShapeReader, outputOf: textOutput };

/** Token counts are read only at the end. */
function textOutput(
  session: ChatSession,
  receiver: Pick<StepReader<string>, 'deliver'>,
  { hasSeveralChoices }: ChatReader,
): AnswerOutput<ChatEnd> {
  const end: ChatEnd = { reason: 'other' };
  const deliverText = (part: ChatPart): void => {
    if (part.type === 'text' && (!hasSeveralChoices || part.index === 0)) {
      receiver.deliver(part.text);
    } else if (part.type === 'usage') {
      end.usage = withoutType(part);
    } else if (part.type === 'finish') {
      end.reason = part.reason;
    }
  };
  return {
    deliver() {
      session.answer.take(deliverText);
    },
    deliverLast() {
      session.close(deliverText);
    },
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
