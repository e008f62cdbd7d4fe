// The package in an edge runtime: responds with everything that it reads. globals.mjs is imported
// first, to record changes by the package.
import { changedGlobals } from './globals.mjs';
import * as library from 'post-event-source';
import { read } from './read.mjs';

const changed = changedGlobals();

/** Classes that the EventSource of the package needs and the runtime lacks. */
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
