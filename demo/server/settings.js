// Reads, validates and prints the environment variables of `npm run demo`. Imports no package.

/** @import { Settings } from './types.js' */

/** The prefix of the variables of an API, its default model, and an example of its base URL. */
const apis = {
  'openai-chat': ['OPENAI', 'gpt-4o-mini', 'http://localhost:11434/v1'],
  'openai-responses': ['OPENAI', 'gpt-4o-mini', 'https://api.openai.com/v1'],
  anthropic: ['ANTHROPIC', 'claude-sonnet-4-5', 'https://api.anthropic.com/v1'],
  gemini: ['GEMINI', 'gemini-2.5-flash', 'https://generativelanguage.googleapis.com/v1beta'],
  ollama: ['OLLAMA', 'llama3.2', 'http://localhost:11434/api'],
};

/** Times are in milliseconds. */
export const defaultLimits = {
  bodyBytes: 1024 * 1024,
  messages: 500,
  messageCharacters: 64 * 1024,
  /** Stored answers, including finished ones. */
  answers: 128,
  answerBytes: 2 * 1024 * 1024,
  /** How long an answer is written without a reader. */
  grace: 60_000,
  /** How long a finished answer can be read. */
  keep: 300_000,
  /** How long a writer's lease lasts without being renewed. */
  lease: 8000,
};

/** @param {Record<string, string | undefined>} env */
export function readSettings(env) {
  const api = /** @type {keyof typeof apis} */ (env.CHAT_FORMAT || 'openai-chat');
  if (!Object.hasOwn(apis, api)) {
    throw unexpected('CHAT_FORMAT', `one of ${Object.keys(apis).join(', ')}`, api);
  }
  // Number() alone accepts '0x50', '8e3' and ' 80 '.
  const port = env.PORT || '8080';
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    throw unexpected('PORT', 'a whole number from 1 to 65535', port);
  }
  const [prefix, model, example] = /** @type {[string, string, string]} */ (apis[api]);
  const names = { base: `${prefix}_BASE_URL`, key: `${prefix}_API_KEY`, model: `${prefix}_MODEL` };
  const base = readUrl(env, names.base, example);
  return {
    host: env.HOST || '127.0.0.1',
    port: Number(port),
    hosts: env.ALLOWED_HOSTS?.toLowerCase().match(/[^\s,]+/g) ?? [],
    redisUrl: readUrl(env, 'REDIS_URL', 'redis://localhost:6379')?.href,
    api,
    upstream: base && { base, key: env[names.key], model: env[names.model] || model, names },
    limits: defaultLimits,
  };
}

/** @param {Record<string, string | undefined>} env @param {string} name @param {string} example */
function readUrl(env, name, example) {
  const text = env[name];
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const schemes = example.startsWith('redis') ? ['redis:', 'rediss:'] : ['http:', 'https:'];
  if (url && schemes.includes(url.protocol)) return url;
  throw unexpected(name, `a URL like ${example}`, text.replace(/\/\/.*@/, '//[credentials]@'));
}

/** @param {string} name @param {string} expected @param {string} received */
const unexpected = (name, expected, received) =>
  new Error(`Expected ${name} to be ${expected}, got ${JSON.stringify(received)}.`);

/** Describes the settings for the console, without secrets. @param {Settings} settings */
export function describeSettings({ host, hosts, redisUrl, api, upstream }) {
  const model = upstream
    ? `${upstream.model} at ${upstream.base.origin}, ${upstream.key ? 'with' : 'without'} ${upstream.names.key}`
    : 'built-in texts, no language model';
  return [
    `Model:    ${model} (CHAT_FORMAT=${api})`,
    `Answers:  ${redisUrl ? `in Redis at ${new URL(redisUrl).host}` : 'in the memory of this process'}`,
    `Address:  ${host}; accepts the hosts ${['localhost', 'IP addresses', ...hosts].join(', ')}`,
  ];
}
