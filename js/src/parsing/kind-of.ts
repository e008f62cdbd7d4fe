// What a value is, for error messages and across realms.

/** The class of a value as its tag names it: `'Uint8Array'`, `'Number'`, `'Null'`. Works for objects of another realm. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
