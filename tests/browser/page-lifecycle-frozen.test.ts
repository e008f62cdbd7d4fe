// Streams of a page that is frozen, in a Chromium without a back/forward cache: with it, `fetch`
// withholds bytes.
import { frozenPageScenarios } from './scenarios/frozen.js';
import { launchChromium } from './support/chromium-engine.js';
import { useEngine } from './support/engine.js';

frozenPageScenarios(useEngine(() => launchChromium(false)));
