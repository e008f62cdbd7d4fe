// Values that are kept from one message to the next, without the large texts that they were cut from.
import { flatCopy } from './flat-copy.js';

/** Returns a function that copies a text, and the same text once only. It returns every other value as it is. */
export function createDetacher<Value>(): (value: Value) => Value {
  let kept: unknown;
  return (value) => {
    if (value !== kept) {
      kept = typeof value === 'string' ? flatCopy(value) : value;
    }
    return kept as Value;
  };
}
