// The types of options, checked at the call: a mistake is told at once, not when the option is needed.

/** Throws a TypeError for what is neither left out nor of one of the types. */
export function checkType(name: string, value: unknown, ...types: string[]): void {
  if (value !== undefined && !types.includes(typeof value)) {
    throw new TypeError(`Expected ${name} to be a ${types.join(' or a ')}, got ${typeof value}`);
  }
}
