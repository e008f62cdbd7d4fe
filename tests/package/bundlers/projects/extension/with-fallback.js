// The service worker of an extension. It has no `import()`, and its policy blocks WebAssembly.
import 'post-event-source/fallback';
import { ask } from './ask.js';

globalThis.ask = ask;
