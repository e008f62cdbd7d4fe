// The differences between an answer of the package and that of an official client.
import type { JoinedAnswer } from '../../../js/support/chat-answer.js';
import type { Reading } from './reading.js';

export type Field = 'text' | 'reasoning' | 'calls' | 'usage' | 'finish' | 'error';

/** JSON text in one form: some clients parse the arguments of a call. */
function spelled(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

const callsOf = (calls: Reading['calls']): readonly unknown[] =>
  calls.map(({ id, name, arguments: text }) => [id, name, spelled(text)]);

/** Both succeed, or both fail and the client reports the API's message if there is one. */
function hasSameEnd(ours: JoinedAnswer, { error }: Reading): boolean {
  if (ours.error === undefined || error === undefined) {
    return ours.error === error;
  }
  const { reason } = ours.error as { reason?: string };
  return reason === undefined || error.message.includes(reason);
}

/**
 * Returns the fields that differ, sorted. Token counts and the finish reason of a failed answer are
 * ignored.
 */
export function differences(ours: JoinedAnswer, theirs: Reading): readonly Field[] {
  const isComplete = ours.error === undefined && theirs.error === undefined;
  const pairs: readonly (readonly [Field, unknown, unknown])[] = [
    ['calls', callsOf((ours.calls ?? []) as Reading['calls']), callsOf(theirs.calls)],
    ['error', true, hasSameEnd(ours, theirs)],
    ['finish', isComplete && ours.finish?.[1], isComplete && theirs.finish],
    ['reasoning', ours.reasoning ?? '', theirs.reasoning ?? ours.reasoning ?? ''],
    ['text', ours.text ?? '', theirs.text],
    ['usage', isComplete && ours.usage, isComplete && theirs.usage],
  ];
  return pairs
    .filter(([, one, other]) => JSON.stringify(one) !== JSON.stringify(other))
    .map(([field]) => field);
}
