// What the steps of an iteration over messages answer.

/** The stream has come to its end. */
export const END = { done: true, value: undefined };

/** The message with this data, and no more than that. */
export function step(data: string): object {
  return { done: false, value: { data, event: '', id: '', retry: undefined } };
}
