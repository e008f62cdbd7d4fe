// The model that needs no key and no network: aimock, a server that speaks the formats of the chat APIs, on a port of its
// own, sending the texts of this folder. The demo reads it like any other model server.

import { readFile } from 'node:fs/promises';
import { LLMock } from '@copilotkit/aimock';
import { upstreamModel } from './upstream.js';

/** The first pattern that a question matches names the text. @type {[RegExp, string][]} */
const texts = [
  [/resum|reconnect|\bcut\b|续传|断线/i, 'resuming'],
  [/websocket|compare|比较/i, 'websockets'],
  [/binary search|code|function|代码/i, 'binary-search'],
  [/\p{Script=Han}/u, 'chinese'],
  [/markdown|everything/i, 'markdown'],
  [/\bsse\b|event stream|post/i, 'event-streams'],
];

/** Where aimock's paths differ between the APIs. @type {Record<string, string>} */
const paths = { gemini: '/v1beta', ollama: '/api' };

/**
 * @param {import('../types.js').ApiName} api
 * @returns {Promise<import('../types.js').Model>}
 */
export async function builtInModel(api) {
  const contents = new Map();
  for (const name of ['other', ...texts.map(([, name]) => name)]) {
    contents.set(name, await readFile(new URL(`texts/${name}.md`, import.meta.url), 'utf8'));
  }
  const server = new LLMock({ port: 0, host: '127.0.0.1', journalMaxEntries: 1 });
  server.on({ predicate: () => true }, (request) => respond(request, contents), {
    chunkSize: 5,
    streamingProfile: { ttft: 350, tps: 45, jitter: 0.5 },
  });
  await server.start();
  const base = new URL(server.url + (paths[api] ?? '/v1'));
  const names = { base: 'OPENAI_BASE_URL', key: 'OPENAI_API_KEY', model: 'OPENAI_MODEL' };
  const upstream = { base, key: undefined, model: 'built-in', names };
  return {
    ...upstreamModel(api, upstream),
    kind: 'built-in',
    close: () => server.stop(),
  };
}

/** The name of the text that a question is answered with. @param {string} question */
export const textFor = (question) =>
  texts.find(([pattern]) => pattern.test(question))?.[1] ?? 'other';

/**
 * A question can also ask for the other parts of an answer.
 * @param {import('@copilotkit/aimock').ChatCompletionRequest} request
 * @param {Map<string, string>} contents
 */
function respond({ messages }, contents) {
  const question = String(messages.findLast(({ role }) => role === 'user')?.content ?? '');
  const name = textFor(question);
  const content = contents.get(name) ?? '';
  const thinking = {
    reasoning: `The question is “${question.slice(0, 80)}”. The text that fits best is “${name}.md”.`,
  };
  const think = /\bthink\b/i.test(question) ? thinking : {};
  if (/\blook up\b|\btool\b/i.test(question)) {
    const query = question.replace(/^.*\blook up\s*/is, '');
    const call = { name: 'search', arguments: JSON.stringify({ query, limit: 3 }) };
    return { ...think, toolCalls: [call] };
  }
  if (/\brefuse\b/i.test(question)) {
    return { ...think, content: 'I was asked to refuse, so ', finishReason: 'content_filter' };
  }
  const tokens = Number(/\bin (\d{1,4}) tokens\b/i.exec(question)?.[1] ?? Infinity);
  return tokens * 5 < content.length
    ? { ...think, content: content.slice(0, tokens * 5), finishReason: 'length' }
    : { ...think, content };
}
