// The tutorials' example with @microsoft/fetch-event-source: the oracle for fetch-event-source/tutorial.test.ts.
import { fetchEventSource as peerFetchEventSource } from '@microsoft/fetch-event-source';
import { afterEach, beforeEach, describe, vi } from 'vitest';
import { testTutorialPaths } from '../support/tutorial-paths.js';

beforeEach(() => {
  // The peer wants a page. Its delays, unlike ours, cannot be injected: its timer is one that does not keep them.
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

describe('with the peer', () =>
  testTutorialPaths((input, init) => peerFetchEventSource(input, init)));
