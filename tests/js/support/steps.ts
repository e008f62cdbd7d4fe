// Results of next() on an iterator of messages.

/** The stream has ended. */
export const END = { done: true, value: undefined };

/** The message with this data and no other fields. */
export function step(data: string): object {
  return { done: false, value: { data, event: '', id: '', retry: undefined } };
}
