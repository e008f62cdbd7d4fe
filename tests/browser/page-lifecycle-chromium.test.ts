// Streams and the lifecycle of a page in Chromium, with its back/forward cache.
import { describe } from 'vitest';
import {
  cachedLoopScenario,
  cachedPageScenarios,
  waitingPageScenarios,
} from './scenarios/cached.js';
import { heldBackScenarios } from './scenarios/frozen.js';
import { hiddenPageScenarios } from './scenarios/hidden.js';
import { offlineScenarios } from './scenarios/offline.js';
import { launchChromium } from './support/chromium-engine.js';
import { TestPage, useEngine } from './support/engine.js';

const openPage = useEngine(() => launchChromium(true));

hiddenPageScenarios(openPage);
offlineScenarios(openPage);
cachedPageScenarios(openPage, true);
cachedLoopScenario(openPage);
waitingPageScenarios(openPage);
heldBackScenarios(openPage);

describe('page lifecycle: in a worker', () => {
  offlineScenarios(async (server) => {
    const { driver } = await openPage(server);
    const worker = new TestPage({ ...driver, evaluate: await driver.startWorker() }, server);
    await worker.record();
    return worker;
  });
});
