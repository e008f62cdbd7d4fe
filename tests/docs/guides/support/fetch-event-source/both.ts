// @microsoft/fetch-event-source and what takes its place, for tests in Node, with a page that the peer takes for one.
import type * as Peer from '@microsoft/fetch-event-source';
import { onTestFinished, vi } from 'vitest';
import { visibilitySwitch } from '../../../../js/support/page.js';
import type { TestServer } from '../../../../js/support/server.js';

type Main = typeof import('../../../../../js/src/index.js');

// Installed when the guides are tested, and not there before.
const load = (name: string): Promise<unknown> => import(name);
export const peer = (await load('@microsoft/fetch-event-source')) as typeof Peer;
export const main = (await load('post-event-source')) as Main;

/** What is told of a difference, held on both sides. */
export interface Difference {
  readonly before: () => Promise<void>;
  readonly now: () => Promise<void>;
}

export interface PeersPage {
  readonly show: (visible: boolean) => void;
  /** What the peer has waited for between attempts, as it has told its timer, which does not keep it. */
  readonly waits: readonly unknown[];
}

/** For the running test. */
export function peersPage(): PeersPage {
  const waits: unknown[] = [];
  vi.stubGlobal('window', {
    fetch: globalThis.fetch,
    setTimeout: (callback: () => void, delay: unknown) => {
      waits.push(delay);
      return setTimeout(callback, 0);
    },
    clearTimeout: (timer: NodeJS.Timeout) => clearTimeout(timer),
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  return { show: visibilitySwitch(), waits };
}

/** Calls the peer until the server has been asked so many times; answers what it has waited for. */
export async function asksPeer(
  server: TestServer,
  init: Peer.FetchEventSourceInit,
  requests: number,
): Promise<readonly unknown[]> {
  const { waits } = peersPage();
  const stop = new AbortController();
  const done = peer.fetchEventSource(server.url, { ...init, signal: stop.signal });
  await server.received(requests);
  stop.abort();
  await done;
  return waits;
}

export function throwMine(): never {
  throw new Error('mine');
}
