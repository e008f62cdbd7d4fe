// `npm run build`: tools, packages, WebAssembly, dist/.
import { prepareAndBuild } from '../building/prepare.mjs';
import { runMain } from '../support/entry.mjs';

await runMain(async () => void (await prepareAndBuild('build')));
