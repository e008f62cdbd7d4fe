// `npm run demo`: the entry point; scripts/commands/demo.mjs does the work once Node is known to be new enough.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./commands/demo.mjs');
