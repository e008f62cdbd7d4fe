// Streams and the lifecycle of a page in Firefox.
import { offlineScenarios } from './scenarios/offline.js';
import { hiddenPageScenarios } from './scenarios/hidden.js';
import { lostPageScenarios, waitingPageScenarios } from './scenarios/cached.js';
import { useEngine } from './support/engine.js';
import { openFirefoxEngine } from './support/firefox-engine.js';

const openPage = useEngine(openFirefoxEngine);

hiddenPageScenarios(openPage);
offlineScenarios(openPage);
waitingPageScenarios(openPage);
lostPageScenarios(openPage);
