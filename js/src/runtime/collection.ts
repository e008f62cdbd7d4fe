// What is told when something has been collected: nothing in engines without FinalizationRegistry (workerd by dates before
// May 2025), where what nobody closes stays.

/** Calls `release` with what was registered, some time after the one that it belongs to has been collected. */
export function registryOf<Held>(
  release: (held: Held) => void,
): FinalizationRegistry<Held> | undefined {
  return typeof FinalizationRegistry === 'function' ? new FinalizationRegistry(release) : undefined;
}
