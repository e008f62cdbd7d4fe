// Preloaded for a server whose heartbeat a test waits for: makes intervals 1000 times as fast.
const { setInterval: repeat } = globalThis;

/** @type {(action: () => void, delay: number) => NodeJS.Timeout} */
const repeatSoon = (action, delay) => repeat(action, delay / 1000);

globalThis.setInterval = /** @type {typeof setInterval} */ (repeatSoon);
