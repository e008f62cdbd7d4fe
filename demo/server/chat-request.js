// Reads what a visitor sent. Each refusal names the field, what was expected and what was received.

import { ApiError, badRequest } from './errors.js';

const roles = ['system', 'user', 'assistant'];

/**
 * @param {unknown} body parsed JSON; undefined without a body
 * @param {import('./types.js').Limits} limits
 * @returns {import('./types.js').ChatRequest}
 */
export function readChatRequest(body, limits) {
  if (!isRecord(body)) {
    throw badRequest('Send a JSON object with content-type application/json: {"messages": [...]}.');
  }
  const { messages, model } = body;
  if (!Array.isArray(messages) || messages.length === 0) {
    throw badRequest('"messages" must be a non-empty array of {"role", "content"}.');
  }
  if (messages.length > limits.messages) {
    throw badRequest(`"messages" holds ${messages.length} entries; at most ${limits.messages}.`);
  }
  if (model !== undefined && (typeof model !== 'string' || model.length > 200)) {
    throw badRequest('"model" must be a string of at most 200 characters.');
  }
  const read = messages.map((message, index) => readMessage(message, `messages[${index}]`, limits));
  if (read.at(-1)?.role !== 'user') throw badRequest('The last message must have the role "user".');
  return { messages: read, model };
}

/**
 * @param {unknown} message
 * @param {string} name
 * @param {import('./types.js').Limits} limits
 */
function readMessage(message, name, { messageCharacters }) {
  if (!isRecord(message)) throw badRequest(`"${name}" must be an object.`);
  const { role, content } = message;
  if (typeof role !== 'string' || !roles.includes(role)) {
    throw badRequest(`"${name}.role" must be one of ${roles.join(', ')}; got ${describe(role)}.`);
  }
  if (typeof content !== 'string') {
    throw badRequest(`"${name}.content" must be a string; got ${describe(content)}.`);
  }
  if (content.length > messageCharacters) {
    throw badRequest(`"${name}.content" is longer than ${messageCharacters} characters.`);
  }
  return { role: /** @type {import('./types.js').ChatMessage['role']} */ (role), content };
}

/** @param {string} lastEventId @returns {{ id: string, position: number }} */
export function readLastEventId(lastEventId) {
  const [, id, position] = /^([\w-]{1,100}):(\d{1,9})$/.exec(lastEventId) ?? [];
  if (id !== undefined) return { id, position: Number(position) };
  throw new ApiError(
    400,
    'bad_last_event_id',
    `last-event-id must look like <answer id>:<number>; got ${describe(lastEventId)}.`,
  );
}

/** @param {unknown} position @returns {number} -1 if it is not given */
export function readStartingAfter(position) {
  if (position === undefined) return -1;
  if (typeof position === 'string' && /^\d{1,9}$/.test(position)) return Number(position);
  throw badRequest(`"starting_after" must be the number of an event; got ${describe(position)}.`);
}

/** @param {string} key */
export function readKey(key) {
  if (/^[\w-]{1,100}$/.test(key)) return key;
  throw badRequest('idempotency-key must be 1 to 100 letters, digits, "-" or "_".');
}

/** @param {unknown} value */
const describe = (value) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80));

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
