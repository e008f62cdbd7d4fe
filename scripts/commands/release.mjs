// `npm run release -- patch|minor|major|x.y.z`: makes the commit and the tag of a release. Publishing is a step of its own.
import { release } from '../releasing/release.mjs';
import { runMain } from '../support/entry.mjs';
import { root } from '../support/paths.mjs';

await runMain(() =>
  release({ folder: root, wanted: process.argv.slice(2).join(' '), today: new Date() }),
);
