// The source that needs no key and no network: composes the whole answer, then yields it at a pace.

import { askedFor } from './asked-for.js';
import { compose } from './compose.js';
import { toPieces } from './pieces.js';
import { understand } from './understand.js';

/** @typedef {import('post-event-source/chat').ChatPart} ChatPart */

/**
 * @param {import('../types.js').Pace} pace
 * @param {() => number} random
 * @returns {import('../types.js').Source}
 */
export function builtInSource(pace, random) {
  return {
    kind: 'built-in',
    model: 'built-in-composer',
    async *write({ messages }, signal) {
      const { parts, reason } = answerTo(messages, Math.floor(random() * 0x1_0000_0000));
      for (const [index, part] of parts.entries()) {
        await pace({ index, piece: 'text' in part ? part.text : '', signal });
        signal.throwIfAborted();
        yield part;
      }
      const inputTokens = messages.flatMap(({ content }) => toPieces(content)).length;
      yield { type: 'usage', inputTokens, outputTokens: parts.length, raw: undefined };
      yield { type: 'finish', reason };
    },
  };
}

/**
 * @param {import('../types.js').ChatMessage[]} messages
 * @param {number} seed
 * @returns {{ parts: ChatPart[], reason: import('post-event-source/chat').FinishReason }}
 */
function answerTo(messages, seed) {
  const { reasoning, tool, refusal, tokens } = askedFor(messages.at(-1)?.content ?? '');
  /** @type {(type: 'text' | 'reasoning' | 'refusal', text: string) => ChatPart[]} */
  const said = (type, text) => toPieces(text).map((piece) => ({ type, text: piece, index: 0 }));
  const thoughts = reasoning ? said('reasoning', thoughtsAbout(messages)) : [];
  if (refusal) {
    const text = 'I am asked to refuse, so I do. Ask something else, and I write.';
    return { parts: [...thoughts, ...said('refusal', text)], reason: 'refusal' };
  }
  if (tool) return { parts: [...thoughts, ...toolCall(messages)], reason: 'tool-calls' };
  const text = said('text', compose(messages, seed));
  const reason = text.length > tokens ? 'length' : 'stop';
  return { parts: [...thoughts, ...text.slice(0, tokens)], reason };
}

/** What the composer does decide before it writes. @param {import('../types.js').ChatMessage[]} messages */
function thoughtsAbout(messages) {
  const { language, wish, topic, subject, length } = understand(messages);
  return [
    `The question is about “${subject}”, in ${language === 'zh' ? 'Chinese' : 'English'}.`,
    `It asks for this kind of answer: ${wish}. Length: ${length}.`,
    topic === undefined
      ? 'There is no prepared text on the topic, so only an outline is possible.'
      : `There is prepared text on the topic: ${topic.title}.`,
  ].join('\n');
}

/** @param {import('../types.js').ChatMessage[]} messages @returns {ChatPart[]} */
function toolCall(messages) {
  const query = understand(messages).subject.replace(/^.*\blook up /iu, '');
  const given = JSON.stringify({ query, limit: 3 });
  return [
    { type: 'tool-call', index: 1, id: 'call-1', name: 'search', arguments: '' },
    ...toPieces(given).map(
      (piece) => /** @type {const} */ ({ type: 'tool-call', index: 1, arguments: piece }),
    ),
  ];
}
