// `npm run build`: the entry point; scripts/commands/build.mjs does the work once Node is known to be new enough.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./commands/build.mjs');
