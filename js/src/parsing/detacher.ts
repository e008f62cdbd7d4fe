// Copies values that are kept from one message to the next, so that they do not keep large texts alive.
import { flatCopy } from './flat-copy.js';

/** Returns a function that copies a text, but the same text only once. Other values are returned unchanged. */
export function createDetacher<Value>(): (value: Value) => Value {
  let kept: unknown;
  return (value) => {
    if (value !== kept) {
      kept = typeof value === 'string' ? flatCopy(value) : value;
    }
    return kept as Value;
  };
}
