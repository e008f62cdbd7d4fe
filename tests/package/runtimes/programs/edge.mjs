// The package in an edge runtime: answers with all that it reads.
// Before the package, so that it sees what the package does.
import { changedGlobals } from './globals.mjs';
import * as library from 'post-event-source';
import { read } from './read.mjs';

const changed = changedGlobals();

/** What the EventSource of the package needs, and the runtime has not. */
class PlainMessageEvent extends Event {
  /**
   * @param {string} type
   * @param {MessageEventInit<string>} init
   */
  constructor(type, { data, lastEventId }) {
    super(type);
    this.data = data;
    this.lastEventId = lastEventId;
  }
}
Object.assign(globalThis, { MessageEvent: PlainMessageEvent });

/** @param {string} url */
export async function answer(url) {
  return JSON.stringify({ ...(await read(library, url)), changed });
}
