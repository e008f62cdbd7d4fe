// @microsoft/fetch-event-source and this package in Node, with the globals of a page that the peer needs.
import type * as Peer from '@microsoft/fetch-event-source';
import { onTestFinished, vi } from 'vitest';
import { visibilitySwitch } from '../../../../js/support/page.js';
import type { TestServer } from '../../../../js/support/server.js';

type Main = typeof import('../../../../../js/src/index.js');

// Imported by a variable name: the compiler runs without these packages.
const load = (name: string): Promise<unknown> => import(name);
export const peer = (await load('@microsoft/fetch-event-source')) as typeof Peer;
export const main = (await load('post-event-source')) as Main;

/** The tests of one difference. */
export interface Difference {
  readonly before: () => Promise<void>;
  readonly after: () => Promise<void>;
}

export interface PeersPage {
  readonly show: (visible: boolean) => void;
  /** The delays that the peer passed to its timer, which fires at once. */
  readonly waits: readonly unknown[];
}

/** Sets the globals of a page until the test ends. */
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

/** Calls the peer until the server has received so many requests. Returns the peer's delays. */
export async function callPeer(
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
