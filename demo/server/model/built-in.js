// The model that needs no key and no network: prepared texts, sent by aimock, a server that speaks the formats of the chat
// APIs, on a port of its own. The demo reads it like any other model server.

import { readFile } from 'node:fs/promises';
import { LLMock } from '@copilotkit/aimock';
import { upstreamModel } from './upstream.js';

/** @import { ApiName, Model } from '../types.js' */

/** The first pattern that matches the question selects the text. @type {[RegExp, string][]} */
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

/** @param {ApiName} api @returns {Promise<Model>} */
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
  const model = upstreamModel(api, { base, key: undefined, model: 'built-in', names });
  return { ...model, kind: 'built-in', close: () => server.stop() };
}

/** Returns the name of the text for a question. @param {string} question */
export const textFor = (question) =>
  texts.find(([pattern]) => pattern.test(question))?.[1] ?? 'other';

/**
 * A question can also ask for reasoning, a tool call, a refusal or a length limit.
 * @param {import('@copilotkit/aimock').ChatCompletionRequest} request
 * @param {Map<string, string>} contents
 */
function respond({ messages }, contents) {
  const question = String(messages.findLast(({ role }) => role === 'user')?.content ?? '');
  const name = textFor(question);
  const content = contents.get(name) ?? '';
  const reasoning = `The question is “${question.slice(0, 80)}”. The best text is “${name}.md”.`;
  const think = /\bthink\b/i.test(question) ? { reasoning } : {};
  if (/\blook up\b|\btool\b/i.test(question)) {
    const query = question.replace(/^.*\blook up\s*/is, '');
    const call = { name: 'search', arguments: JSON.stringify({ query, limit: 3 }) };
    return { ...think, toolCalls: [call] };
  }
  if (/\brefuse\b/i.test(question)) {
    return { ...think, content: 'I was asked to refuse, so ', finishReason: 'content_filter' };
  }
  const length = 5 * Number(/\bin (\d{1,4}) tokens\b/i.exec(question)?.[1] ?? Infinity);
  return length < content.length
    ? { ...think, content: content.slice(0, length), finishReason: 'length' }
    : { ...think, content };
}
