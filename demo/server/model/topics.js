// What the built-in composer knows something about. Everything else it can only outline, and says so.
// Text only: understand.js matches `about`, compose.js arranges the rest.

import { streamTopics } from './topics-streams.js';
import { webTopics } from './topics-web.js';

/**
 * @typedef {object} Topic
 * @property {RegExp} about
 * @property {string} title
 * @property {[string, ...string[]]} gists ways to open, one of which is chosen
 * @property {string[]} points
 * @property {{ head: string[], rows: string[][] }} table
 * @property {{ language: string, code: string, says: string }} example
 * @property {{ title: string, gist: string, points: string[] }} zh
 */

/** @type {Topic[]} */
export const topics = [...streamTopics, ...webTopics];
