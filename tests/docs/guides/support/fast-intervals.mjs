// Loaded before a server whose heartbeat a test waits for: a second of an interval takes a millisecond.
const { setInterval: repeat } = globalThis;

/** @type {(action: () => void, delay: number) => NodeJS.Timeout} */
const repeatSoon = (action, delay) => repeat(action, delay / 1000);

globalThis.setInterval = /** @type {typeof setInterval} */ (repeatSoon);
