// Changes to the globals since this module was imported.

/** @type {Record<string, PropertyDescriptor>} */
const before = Object.getOwnPropertyDescriptors(globalThis);

/** The names of globals that have been added, removed or replaced. No getter is called. */
export function changedGlobals() {
  /** @type {Record<string, PropertyDescriptor>} */
  const now = Object.getOwnPropertyDescriptors(globalThis);
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => {
    const [old, present] = [before[name], now[name]];
    const isSame = Object.is(old?.value, present?.value) && old?.get === present?.get;
    return !isSame || old?.set !== present?.set;
  });
}
