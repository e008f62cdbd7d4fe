// The keys of the messages that a call has delivered, so that a server which replays them is heard once.

/** For the newest key the oldest is forgotten: a stream may go on for ever. */
const MOST_KEYS = 100_000;

/** Adds the key, and answers whether it was there before. */
export function isSeen(keys: Set<unknown>, key: unknown): boolean {
  const isKnown = keys.has(key);
  if (!isKnown && keys.size >= MOST_KEYS) {
    keys.delete(keys.values().next().value);
  }
  keys.add(key);
  return isKnown;
}
