// The entry of every npm script: checks Node's version, then runs the command of that name in commands/.
// An old Node must be able to read this file and node-version.mjs, so both use old syntax only.
import { requireNode } from './setup/node-version.mjs';

requireNode();
const [name] = process.argv.splice(2, 1);
import(`./commands/${name}.mjs`);
