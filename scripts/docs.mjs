// `npm run docs`: the entry point; scripts/commands/docs.mjs does the work once Node is known to be new enough.
import { requireNode } from './setup/node-version.mjs';

requireNode();
import('./commands/docs.mjs');
