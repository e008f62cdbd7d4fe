// The third entry, `post-event-source/fallback`: imports the fallback statically, for environments without `import()`.
import * as fallback from '../../build/fallback/event-stream.fallback.mjs';
import { provideFallback } from './runtime/load.js';

provideFallback(fallback);
