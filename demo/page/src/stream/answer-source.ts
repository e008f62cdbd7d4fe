// What answer-stream.ts reads: the pieces of one answer, in whatever format they come. Types only.

import type { EventStreamInit } from 'post-event-source';

export interface ContextMessage {
  role: 'user' | 'assistant';
  content: string;
}

export type ReadOptions = Pick<
  EventStreamInit,
  'idempotencyKey' | 'retry' | 'timeouts' | 'onretry' | 'onstate' | 'signal'
>;

export interface AnswerSource {
  /** Whether a reader who tries again gets the rest, and not another answer. */
  readonly canResume: boolean;
  /** The pieces from where the last call stopped. */
  read: (options: ReadOptions) => AsyncIterable<string>;
}
