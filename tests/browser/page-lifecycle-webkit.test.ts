// Streams and the lifecycle of a page in WebKitGTK.
import { cachedPageScenarios, waitingPageScenarios } from './scenarios/cached.js';
import { hiddenPageScenarios } from './scenarios/hidden.js';
import { useEngine } from './support/engine.js';
import { openWebKitEngine } from './support/webkit-engine.js';

const openPage = useEngine(openWebKitEngine);

hiddenPageScenarios(openPage);
cachedPageScenarios(openPage, false);
waitingPageScenarios(openPage);
