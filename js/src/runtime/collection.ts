// FinalizationRegistry, if the engine has it. In workerd with a compatibility date before May 2025, unclosed streams are leaked.

/** Creates a registry that calls `release` after a registered object was garbage collected. */
export function registryOf<Held>(
  release: (held: Held) => void,
): FinalizationRegistry<Held> | undefined {
  return typeof FinalizationRegistry === 'function' ? new FinalizationRegistry(release) : undefined;
}
