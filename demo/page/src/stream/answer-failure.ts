// Why an answer failed, in words for the reader, and whether the rest of it may still be had. Pure.

import {
  BodyError,
  ConnectError,
  ResponseError,
  StreamInterruptedError,
  StreamTimeoutError,
  TruncatedError,
} from 'post-event-source';
import { ChatError } from 'post-event-source/chat';

export interface AnswerFailure {
  why: string;
  canResume: boolean;
}

/** Statuses of a server, or of a proxy before it, that is busy or being restarted. */
export const passingStatuses = [429, 502, 503, 504];

/** Explains what chatParts threw. Everything that is possible without the reader has been tried by then. */
export function explain(error: unknown): AnswerFailure {
  if (error instanceof StreamInterruptedError) {
    const why = 'The connection was lost, and the rest of this answer is not available.';
    return { why, canResume: false };
  }
  if (error instanceof ChatError) {
    return { why: error.reason, canResume: passingStatuses.includes(error.status ?? 0) };
  }
  if (error instanceof ResponseError) return explainResponse(error);
  const isLost = [ConnectError, BodyError, TruncatedError, StreamTimeoutError].some(
    (type) => error instanceof type,
  );
  return isLost
    ? { why: 'The connection to the server could not be restored.', canResume: true }
    : { why: error instanceof Error ? error.message : String(error), canResume: false };
}

function explainResponse({ phase, status }: ResponseError): AnswerFailure {
  return phase === 'content-type'
    ? { why: 'The server responded with something other than an answer.', canResume: false }
    : {
        why: `The server responded with status ${status}.`,
        canResume: passingStatuses.includes(status),
      };
}
