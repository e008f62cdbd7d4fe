// `npm run chaos`: the entry point; scripts/commands/chaos.mjs does the work once Node is known to be new enough.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./commands/chaos.mjs');
