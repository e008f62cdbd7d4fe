// `npm run fuzz`: the entry point; scripts/commands/fuzz.mjs does the work once Node is known to be new enough.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./commands/fuzz.mjs');
