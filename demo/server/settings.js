// The environment variables of `npm run demo`: read, validated and printed here, and nowhere else. Imports no package.

/** Variables start with `owner`. @type {Record<import('./types.js').ApiName, { owner: string, model: string, example: string }>} */
const apis = {
  'openai-chat': { owner: 'OPENAI', model: 'gpt-4o-mini', example: 'http://localhost:11434/v1' },
  'openai-responses': {
    owner: 'OPENAI',
    model: 'gpt-4o-mini',
    example: 'https://api.openai.com/v1',
  },
  anthropic: {
    owner: 'ANTHROPIC',
    model: 'claude-sonnet-4-5',
    example: 'https://api.anthropic.com/v1',
  },
  gemini: {
    owner: 'GEMINI',
    model: 'gemini-2.5-flash',
    example: 'https://generativelanguage.googleapis.com/v1beta',
  },
  vercel: { owner: 'VERCEL', model: 'default', example: 'http://localhost:3000/api/chat' },
  ollama: { owner: 'OLLAMA', model: 'llama3.2', example: 'http://localhost:11434/api' },
};

/** @type {Readonly<import('./types.js').Limits>} */
export const defaultLimits = Object.freeze({
  bodyBytes: 1024 * 1024,
  messages: 500,
  messageCharacters: 64 * 1024,
  answers: 128,
  answerBytes: 2 * 1024 * 1024,
  grace: 60_000,
  keep: 300_000,
  lease: 8000,
});

/**
 * @param {Record<string, string | undefined>} env
 * @returns {import('./types.js').Settings}
 */
export function readSettings(env) {
  const api = /** @type {import('./types.js').ApiName} */ (env.CHAT_FORMAT || 'openai-chat');
  if (!Object.hasOwn(apis, api)) {
    throw new Error(
      `Expected CHAT_FORMAT to be one of ${Object.keys(apis).join(', ')}, got ${JSON.stringify(api)}.`,
    );
  }
  return {
    host: env.HOST || '127.0.0.1',
    port: readPort(env.PORT || '8080'),
    hosts: (env.ALLOWED_HOSTS ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
    redisUrl: env.REDIS_URL ? readUrl(env, 'REDIS_URL', 'redis://localhost:6379').href : undefined,
    api,
    upstream: readUpstream(env, apis[api], api),
    limits: defaultLimits,
  };
}

/** @param {string} text */
function readPort(text) {
  // Number() alone would accept '0x50', '8e3' and ' 80 '.
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= 65535) return port;
  throw new Error(
    `Expected PORT to be a whole number from 1 to 65535, got ${JSON.stringify(text)}.`,
  );
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {{ owner: string, model: string, example: string }} api
 * @param {string} format
 * @returns {import('./types.js').Upstream | undefined}
 */
function readUpstream(env, { owner, model, example }, format) {
  const names = { base: `${owner}_BASE_URL`, key: `${owner}_API_KEY`, model: `${owner}_MODEL` };
  if (env[names.base]) {
    const base = readUrl(env, names.base, example);
    return { base, key: env[names.key], model: env[names.model] || model, names };
  }
  if (format === 'vercel') {
    throw new Error(
      `CHAT_FORMAT=vercel has no built-in texts. Set ${names.base}, for example to ${example}.`,
    );
  }
  return undefined;
}

/** @param {Record<string, string | undefined>} env @param {string} name @param {string} example */
function readUrl(env, name, example) {
  const text = env[name] ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const schemes = example.startsWith('redis') ? ['redis:', 'rediss:'] : ['http:', 'https:'];
  if (url === undefined || !schemes.includes(url.protocol)) {
    throw new Error(
      `Expected ${name} to be a URL like ${example}, got ${JSON.stringify(text.replace(/\/\/.*@/, '//[credentials]@'))}.`,
    );
  }
  return url;
}

/**
 * The settings as lines for the console, without secrets.
 * @param {import('./types.js').Settings} settings
 */
export function describeSettings({ host, hosts, redisUrl, api, upstream }) {
  const model = upstream
    ? `${upstream.model} at ${upstream.base.origin}, ${upstream.key ? 'with' : 'without'} ${upstream.names.key}`
    : 'built-in texts, no language model';
  return [
    `Model:    ${model} (CHAT_FORMAT=${api})`,
    `Answers:  ${redisUrl ? `in Redis at ${new URL(redisUrl).host}` : 'in the memory of this process'}`,
    `Listens:  on ${host}; opened as localhost, an IP address${hosts.map((name) => `, ${name}`).join('')}`,
  ];
}
