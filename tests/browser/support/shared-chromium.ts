// The `globalSetup` of projects whose test files share one Chromium.
export { launchSharedChromium as default } from './chromium-program.js';
