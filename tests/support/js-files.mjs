// Which files of tests/js/ run on other builds of the parser, and in other contexts of browsers. Node, and a window of each
// browser, run all of them. Each name is the first part of file names.

/** The files that use every bound function, with every kind of stream. */
export const everyCall = [
  'bindings',
  'conformance',
  'fallback',
  'memory',
  'property',
  'retry-policy',
];

/** The stock build has its own way to make an instance. */
export const onStockEmbind = [...everyCall, 'webassembly'];

/** All files that call the C++, and the loop over connections, which asks its retry policy. */
export const onFallback = [
  ...everyCall,
  'create-parser',
  'data-of-line',
  'endless',
  'event-stream-parser',
  'parser-stream',
  'retrying',
];

/** The files that depend on the engine: its fetch, streams, events, timers and WebAssembly. */
export const inWorker = [
  'conformance',
  'event-source',
  'event-stream',
  'fallback',
  'fetch-event-source',
  'page-life',
  'parser-stream',
  'timeouts',
  'webassembly',
];

/**
 * @param {string} file a path from the root of the repository
 * @param {readonly string[]} names
 */
export const isAmong = (file, names) => names.some((name) => file.startsWith(`tests/js/${name}.`));

/** @param {readonly string[]} names */
export const globOf = (names) => `tests/js/{${names.join()}}.*test.ts`;
