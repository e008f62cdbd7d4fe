// What the life of a page does to streams in Chromium, with its back/forward cache.
import { cachedPageScenarios, waitingPageScenarios } from './scenarios/cached.js';
import { heldBackScenarios } from './scenarios/frozen.js';
import { hiddenPageScenarios } from './scenarios/hidden.js';
import { offlineScenarios } from './scenarios/offline.js';
import { launchChromium } from './support/chromium-engine.js';
import { useEngine } from './support/engine.js';

const openPage = useEngine(() => launchChromium(true));

hiddenPageScenarios(openPage);
offlineScenarios(openPage);
cachedPageScenarios(openPage);
waitingPageScenarios(openPage);
heldBackScenarios(openPage);
