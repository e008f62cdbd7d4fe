// `npm run release`: the entry point; scripts/commands/release.mjs does the work once Node is known to be new enough.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./commands/release.mjs');
