// `npm test`: the entry point; scripts/commands/test.mjs does the work once Node is known to be new enough.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./commands/test.mjs');
