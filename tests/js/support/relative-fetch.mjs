// Loaded before a README example runs in Node: resolves relative URLs against the test's server, as a page would.
const { fetch } = globalThis;
globalThis.fetch = (input, init) => fetch(new URL(input, process.env.BASE_URL), init);
