// What the page shows of an answer: the states that the package tells while it streams, and how it ended.
// Data only: chat.ts sets them, status-line.ts words them.

import type { PendingRetry } from 'post-event-source';
import type { AnswerFailure } from './answer-failure.js';

export type AnswerState =
  | { name: 'ready' }
  | { name: 'connecting'; again: boolean }
  | { name: 'open' }
  | { name: 'waiting'; retry: PendingRetry }
  | { name: 'offline' }
  | { name: 'hidden' }
  | AnswerEnd;

export type AnswerEnd =
  | { name: 'done'; /** Why, unless the model was done. */ ending: string | undefined }
  | { name: 'stopped' }
  | ({ name: 'failed' } & AnswerFailure);

const activeNames = new Set(['connecting', 'open', 'waiting', 'offline', 'hidden']);

export const isActive = ({ name }: AnswerState) => activeNames.has(name);
