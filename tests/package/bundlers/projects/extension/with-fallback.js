// The service worker of an extension. `import()` does not work there, and its policy refuses WebAssembly.
import 'post-event-source/fallback';
import { ask } from './ask.js';

globalThis.ask = ask;
