// Loaded before a README example runs in Node: resolves relative URLs against the test's server, as a page would.
const { fetch } = globalThis;

/** @type {(input: string, init?: RequestInit) => Promise<Response>} */
const fetchRelative = (input, init) => fetch(new URL(input, process.env['BASE_URL']), init);

globalThis.fetch = /** @type {typeof fetch} */ (fetchRelative);
