// The example of the tutorials with @microsoft/fetch-event-source: the expected results for
// fetch-event-source/tutorial.test.ts.
import { fetchEventSource as peerFetchEventSource } from '@microsoft/fetch-event-source';
import { afterEach, beforeEach, describe, vi } from 'vitest';
import { testTutorialPaths } from '../support/tutorial-paths.js';

beforeEach(() => {
  // The original package needs a page. Its delays cannot be injected, so its timer is replaced by
  // one that fires at once.
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }));
  vi.stubGlobal('window', {
    fetch: globalThis.fetch,
    setTimeout: (callback: () => void) => setTimeout(callback, 0),
    clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('tutorial with @microsoft/fetch-event-source', () =>
  testTutorialPaths((input, init) => peerFetchEventSource(input, init)));
