// The built-in "model": arranges prepared parts into an answer that fits the conversation.
// The same messages and seed give the same answer. It never claims to know what it only outlines.

import { understand } from './understand.js';
import { Chooser, seededRandom } from './seeded-random.js';
import { writeChinese } from './writers-chinese.js';
import { writeHello, writeIdentity, writeSum, writeThanks } from './writers-conversation.js';
import { writeExplanation, writeFeatures } from './writers-explaining.js';
import { writeCode, writeComparison, writePlan, writePoem, writeStory } from './writers-making.js';

/** @typedef {(understood: import('./understand.js').Understanding, choose: Chooser, question: string) => string} Writer */

/** @type {Record<import('./understand.js').Understanding['wish'], Writer>} */
const writers = {
  hello: writeHello,
  identity: writeIdentity,
  thanks: writeThanks,
  sum: writeSum,
  code: writeCode,
  compare: writeComparison,
  plan: writePlan,
  poem: writePoem,
  story: writeStory,
  features: writeFeatures,
  explain: writeExplanation,
};

/**
 * @param {import('../types.js').ChatMessage[]} messages
 * @param {number} seed
 * @returns {string} Markdown
 */
export function compose(messages, seed) {
  const understood = understand(messages);
  const choose = new Chooser(seededRandom(seed));
  const question = messages.at(-1)?.content ?? '';
  const write = understood.language === 'zh' ? writeChinese : writers[understood.wish];
  return write(understood, choose, question);
}
