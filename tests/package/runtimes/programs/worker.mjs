// The package in a Worker, which reaches the test's server by a service binding. globals.mjs is
// imported first, to record changes by the package.
import { changedGlobals } from './globals.mjs';
import * as library from 'post-event-source';
import { read } from './read.mjs';

const changed = changedGlobals();

export default {
  /**
   * @param {Request} _request
   * @param {{ up: { fetch: typeof fetch } }} env
   */
  async fetch(_request, env) {
    const answer = await read(library, 'http://up/stream', env.up.fetch.bind(env.up));
    return Response.json({ ...answer, changed });
  },
};
