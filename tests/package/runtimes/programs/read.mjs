// Reads the test's stream with every API of the package, in any runtime. The server sends a chunk
// when the message before it has been read, so that no two chunks arrive as one.

/** @typedef {typeof import('../../../../js/src/index.js')} Library */
/** @typedef {{ data: string, event: string, id: string }} Message */
/** @typedef {RequestInit & { fetch: typeof globalThis.fetch }} Post */
/** @typedef {() => Promise<unknown>} Next requests from the server the next chunk */

/**
 * @param {Library} library
 * @param {string} url
 * @param {typeof globalThis.fetch} [fetch]
 */
export async function read(library, url, fetch = globalThis.fetch) {
  const post = {
    fetch,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"ask":"你好"}',
  };
  const next = () => fetch(`${url}/next`);
  const open = async () => {
    const { body } = await fetch(url, post);
    if (body === null) throw new TypeError('The response has no body');
    return body;
  };
  const { EventSource } = library;
  return {
    fetchEventSource: await byCallbacks(library, url, post, next),
    eventStream: await byLoop(library, url, post, next),
    eventSource: await byEvents(new EventSource(url, post), next),
    fromReadableStream: await byEvents(EventSource.fromReadableStream(await open()), next),
    parserStream: await byParserStream(library, await open(), next),
    backend: await library.ready(),
    createParser: await byParser(library, await open(), next),
  };
}

/**
 * @param {Library} library
 * @param {string} url
 * @param {Post} post
 * @param {Next} next
 */
async function byCallbacks(library, url, post, next) {
  /** @type {Message[]} */
  const messages = [];
  await library.fetchEventSource(url, {
    ...post,
    // A timer that is left running would keep the process alive for longer than the test's limit.
    timeouts: { headers: 600_000, idle: 600_000 },
    async onmessage(message) {
      messages.push(plain(message));
      await next();
    },
  });
  return messages;
}

/**
 * @param {Library} library
 * @param {string} url
 * @param {Post} post
 * @param {Next} next
 */
async function byLoop(library, url, post, next) {
  /** @type {Message[]} */
  const messages = [];
  for await (const message of library.eventStream(url, post)) {
    messages.push(plain(message));
    await next();
  }
  return messages;
}

/**
 * @param {InstanceType<Library['EventSource']>} source
 * @param {Next} next
 * @returns {Promise<Message[]>}
 */
function byEvents(source, next) {
  return new Promise((resolve, reject) => {
    /** @type {Message[]} */
    const messages = [];
    const take = async (/** @type {MessageEvent<string>} */ { type, data, lastEventId }) => {
      messages.push({ data, event: type === 'message' ? '' : type, id: lastEventId });
      // The end of the body that follows would be a failure.
      if (type === 'end') source.close();
      await next();
      if (type === 'end') resolve(messages);
    };
    for (const type of ['greeting', 'message', 'end']) {
      source.addEventListener(type, (event) => take(event).catch(reject));
    }
    source.onerror = (event) => reject(event.error ?? new Error('The source has failed'));
  });
}

/**
 * @param {Library} library
 * @param {ReadableStream<Uint8Array>} body
 * @param {Next} next
 */
async function byParserStream(library, body, next) {
  /** @type {Message[]} */
  const messages = [];
  const reader = body.pipeThrough(new library.EventSourceParserStream()).getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    messages.push(plain(step.value));
    await next();
  }
  return messages;
}

/**
 * @param {Library} library
 * @param {ReadableStream<Uint8Array>} body
 * @param {Next} next
 */
async function byParser(library, body, next) {
  /** @type {Message[]} */
  const messages = [];
  const parser = library.createParser({ onEvent: (message) => messages.push(plain(message)) });
  const reader = body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    const before = messages.length;
    parser.feed(step.value);
    if (messages.length > before) await next();
  }
  parser.reset();
  return messages;
}

/**
 * Without properties that JSON cannot contain, and with the same values for every API.
 *
 * @param {{ data: string, event?: string | undefined, id?: string | undefined }} message
 * @returns {Message}
 */
function plain({ data, event = '', id = '' }) {
  return { data, event, id };
}
