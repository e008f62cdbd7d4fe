// What somebody has done to the globals since a moment before.

/** As they are, without asking a getter for its value. */
export function globals() {
  return Object.getOwnPropertyDescriptors(globalThis);
}

/**
 * The names of globals that have been added, removed or changed.
 *
 * @param {Record<string, PropertyDescriptor>} before
 */
export function changedSince(before) {
  /** @type {Record<string, PropertyDescriptor>} */
  const now = globals();
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => {
    const [old, present] = [before[name], now[name]];
    return (
      !Object.is(old?.value, present?.value) ||
      old?.get !== present?.get ||
      old?.set !== present?.set
    );
  });
}
