// What freezing a page does to its streams, in a Chromium without a back/forward cache: with it, `fetch` holds bytes back.
import { frozenPageScenarios } from './scenarios/frozen.js';
import { launchChromium } from './support/chromium-engine.js';
import { useEngine } from './support/engine.js';

frozenPageScenarios(useEngine(() => launchChromium(false)));
