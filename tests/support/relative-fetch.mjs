// Loaded before a README example runs in Node: resolves relative URLs against the test's server, as
// a page does.
const { fetch } = globalThis;
const base = process.env['BASE_URL'];

/** @type {(input: string, init?: RequestInit) => Promise<Response>} */
const fetchRelative = (input, init) => fetch(new URL(input, base), init);

globalThis.fetch = /** @type {typeof fetch} */ (fetchRelative);
Object.defineProperty(globalThis, 'location', { value: new URL(base ?? 'about:blank') });
