// `npm run build`: tools, packages, WebAssembly, dist/.
import { prepareAndBuild } from '../building/prepare.mjs';

export const main = async () => void (await prepareAndBuild('build'));
