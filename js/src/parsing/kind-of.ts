// The class name of a value, for error messages and across realms.

/** Returns the tag of a value, such as `'Uint8Array'`, `'Number'` or `'Null'`. Works for objects of another realm. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
