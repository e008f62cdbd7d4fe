// The files of tests/js/, and which of them run on other builds of the parser and in other contexts
// of browsers. Node runs all of them. A name is a folder or the first part of file names.
import { readdirSync } from 'node:fs';
import { inRoot } from '../../scripts/support/paths.mjs';

/** Only Node runs these folders. */
const NODE_ALONE = /^(?:chaos|node)\//;

export const jsFiles = readdirSync(inRoot('tests', 'js'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.test.ts') && !NODE_ALONE.test(path))
  .sort()
  .map((path) => `tests/js/${path}`);

/** The files that use every bound function, with every kind of stream. */
export const everyCall = [
  'parsing/bindings',
  'parsing/conformance',
  'runtime/fallback',
  'parsing/memory',
  'parsing/property',
  'reconnecting/retry-policy',
  'runtime/unavailable',
];

/** The stock build creates instances in a different way. */
export const onStockEmbind = [...everyCall, 'runtime/webassembly'];

/** All files that call the C++, and the reconnection loop, which calls its retry policy. */
export const onFallback = [
  ...everyCall,
  'create-parser',
  'parsing/data-of-line',
  'connecting/endless',
  'parsing/event-stream-parser',
  'parser-stream',
  'reconnecting/retrying',
];

/** The files that depend on the engine: its fetch, streams, events, timers and WebAssembly. */
export const inWorker = [
  'parsing/conformance',
  'event-source',
  'event-stream',
  'runtime/fallback',
  'fetch-event-source',
  'reconnecting/page-lifecycle',
  'parser-stream',
  'reconnecting/timeouts',
  'runtime/webassembly',
];

/**
 * @param {string} file a path from the root of the repository
 * @param {readonly string[]} names
 */
export const isAmong = (file, names) =>
  names.some(
    (name) => file.startsWith(`tests/js/${name}/`) || file.startsWith(`tests/js/${name}.`),
  );
