// Reads what a visitor sent: the body of a question, and the position of a resumed one.
// Each refusal names the field, what was got and what is expected.

import { ApiError } from './api-error.js';

const roles = ['system', 'user', 'assistant'];

/**
 * @param {unknown} body parsed JSON, or undefined when the request had none
 * @param {import('./types.js').Limits} limits
 * @returns {import('./types.js').ChatRequest}
 */
export function readChatRequest(body, limits) {
  if (!isRecord(body)) {
    throw bad('Send a JSON object with content-type application/json: {"messages": [...]}.');
  }
  const { messages, model } = body;
  if (!Array.isArray(messages) || messages.length === 0) {
    throw bad('"messages" must be a non-empty array of {"role", "content"}.');
  }
  if (messages.length > limits.messages) {
    throw bad(`"messages" holds ${messages.length} entries; at most ${limits.messages} are taken.`);
  }
  if (model !== undefined && (typeof model !== 'string' || model.length > 200)) {
    throw bad('"model" must be a string of at most 200 characters.');
  }
  const read = messages.map((message, index) => readMessage(message, index, limits));
  if (read.at(-1)?.role !== 'user') throw bad('The last message must have the role "user".');
  return { messages: read, model };
}

/**
 * @param {unknown} message
 * @param {number} index
 * @param {import('./types.js').Limits} limits
 * @returns {import('./types.js').ChatMessage}
 */
function readMessage(message, index, limits) {
  const name = `"messages[${index}]`;
  if (!isRecord(message)) throw bad(`${name}" must be an object.`);
  const { role, content } = message;
  if (typeof role !== 'string' || !roles.includes(role)) {
    throw bad(`${name}.role" must be one of ${roles.join(', ')}; got ${describe(role)}.`);
  }
  if (typeof content !== 'string') {
    throw bad(`${name}.content" must be a string; got ${describe(content)}.`);
  }
  if (content.length > limits.messageCharacters) {
    throw bad(`${name}.content" is longer than ${limits.messageCharacters} characters.`);
  }
  return { role: /** @type {import('./types.js').ChatMessage['role']} */ (role), content };
}

/**
 * @param {string} lastEventId as this server wrote it: the answer's id, a colon, the event's position
 * @returns {{ answerId: string, position: number }}
 */
export function readLastEventId(lastEventId) {
  const match = /^([\w-]{1,100}):(\d{1,9})$/.exec(lastEventId);
  if (match?.[1] === undefined) {
    throw new ApiError(
      400,
      'bad_last_event_id',
      `last-event-id must look like <answer id>:<number>; got ${describe(lastEventId)}.`,
    );
  }
  return { answerId: match[1], position: Number(match[2]) };
}

/**
 * @param {unknown} position of the last event that the reader has
 * @returns {number} -1 for none
 */
export function readStartingAfter(position) {
  if (position === undefined) return -1;
  if (typeof position === 'string' && /^\d{1,9}$/.test(position)) return Number(position);
  throw bad(`"starting_after" must be the number of an event; got ${describe(position)}.`);
}

/**
 * @param {string | undefined} key
 * @returns {string | undefined}
 */
export function readIdempotencyKey(key) {
  if (key === undefined || /^[\w-]{1,100}$/.test(key)) return key;
  throw bad('idempotency-key must be 1 to 100 letters, digits, "-" or "_".');
}

/** @param {string} message */
function bad(message) {
  return new ApiError(400, 'bad_request', message);
}

/** @param {unknown} value */
function describe(value) {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
