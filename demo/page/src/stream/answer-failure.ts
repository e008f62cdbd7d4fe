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

/** Thrown for what the stream brings: a failure that the server tells, or events that do not follow each other. */
export class AnswerError extends Error {
  override name = 'AnswerError';
}

/** Statuses of a server, or of a proxy before it, that is busy or being restarted. */
export const passingStatuses = [429, 502, 503, 504];

/** Takes what a stream rejects with: all has been tried by then that can be without the reader. */
export function explain(error: unknown): AnswerFailure {
  if (error instanceof StreamInterruptedError) {
    const why = 'The connection was lost, and what is left of this answer cannot be had.';
    return { why, canResume: false };
  }
  if (error instanceof ResponseError) return explainRefusal(error);
  if (error instanceof ChatError && error.cause instanceof ResponseError) {
    return explainRefusal(error.cause);
  }
  if (error instanceof ChatError) return { why: error.reason, canResume: false };
  const isLost = [ConnectError, BodyError, TruncatedError, StreamTimeoutError].some(
    (type) => error instanceof type,
  );
  return isLost
    ? { why: 'The connection to the server could not be restored.', canResume: true }
    : { why: error instanceof Error ? error.message : String(error), canResume: false };
}

function explainRefusal({ phase, status, body }: ResponseError): AnswerFailure {
  if (phase === 'content-type') {
    const why = 'The server answered with something other than an event stream.';
    return { why, canResume: false };
  }
  return {
    why: sentenceIn(body) ?? `The server answered with status ${status}.`,
    canResume: passingStatuses.includes(status),
  };
}

/** The sentence in one of the chat server's JSON errors. */
function sentenceIn(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? error.message : undefined;
  } catch {
    return undefined;
  }
}
