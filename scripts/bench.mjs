// `npm run bench`: the entry point; scripts/commands/bench.mjs does the work once Node is known to be new enough.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./commands/bench.mjs');
