// What the end of an answer means for the reader. Pure.

import type { FinishPart } from 'post-event-source/chat';

/** undefined for an ordinary end. */
export function endingOf({ reason, raw }: FinishPart, isRefusal: boolean): string | undefined {
  if (isRefusal) return 'The model refused to answer.';
  return {
    stop: undefined,
    length: 'The answer was cut at the length limit.',
    'tool-calls': 'The model called a tool.',
    'content-filter': 'The answer was stopped by a content filter.',
    refusal: 'The model refused to answer.',
    abort: 'The answer was cancelled on the server.',
    other: raw === undefined ? undefined : `The answer ended for another reason: ${raw}.`,
  }[reason];
}
