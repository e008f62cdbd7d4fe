// The parts of an answer, as chatParts and chatText read them.
import type { ChatPart } from '../chat-part.js';
import type { AnswerOutput } from './answer-stream.js';
import type { ChatSession } from './session.js';

export const partsOutput = (session: ChatSession): AnswerOutput<ChatPart> => ({
  take() {
    session.readCounts();
    return session.answer.take();
  },
  close: () => session.close(),
});

/** Token counts are read at the end alone. */
export const textOutput = (session: ChatSession): AnswerOutput<ChatPart> => ({
  take: () => session.answer.take(),
  close: () => session.close(),
});
