// Validates what a visitor sends. Each error names the field, what was expected and what was received.

import { ApiError, badRequest } from './errors.js';

/** @import { ChatRequest, Limits } from './types.js' */

/** @type {unknown[]} */
const roles = ['system', 'user', 'assistant'];

/** @param {unknown} body parsed JSON, or undefined @param {Limits} limits @returns {ChatRequest} */
export function readChatRequest(body, limits) {
  check(isRecord(body), 'a JSON object with content-type application/json', 'the body', body);
  const { messages, model } = body;
  const [most, length] = [limits.messages, limits.messageCharacters];
  check(Array.isArray(messages), 'an array of {"role", "content"}', '"messages"', messages);
  check(messages.length <= most, `at most ${most} entries`, '"messages"', messages.length);
  const isModel = model === undefined || isText(model, 200);
  check(isModel, 'a string of at most 200 characters', '"model"', model);
  messages.forEach((message, index) => {
    const name = `messages[${index}]`;
    check(isRecord(message), 'an object', `"${name}"`, message);
    const { role, content } = message;
    check(roles.includes(role), `one of ${roles.join(', ')}`, `"${name}.role"`, role);
    const expected = `a string of at most ${length} characters`;
    check(isText(content, length), expected, `"${name}.content"`, content);
  });
  const last = messages.at(-1)?.role;
  check(last === 'user', 'the role "user"', 'the last message', last);
  return { messages: messages.map(({ role, content }) => ({ role, content })), model };
}

/** @param {string} lastEventId @returns {{ id: string, position: number }} */
export function readLastEventId(lastEventId) {
  const [, id, position] = /^([\w-]{1,100}):(\d{1,9})$/.exec(lastEventId) ?? [];
  if (id !== undefined) return { id, position: Number(position) };
  const message = `Expected <answer id>:<number> as last-event-id, got ${describe(lastEventId)}.`;
  throw new ApiError(400, 'bad_last_event_id', message);
}

/** @param {unknown} position of the query; the default is -1 @returns {number} */
export function readStartingAfter(position = '-1') {
  const isNumber = /^(-1|\d{1,9})$/.test(String(position));
  check(isNumber, 'the number of an event', '"starting_after"', position);
  return Number(position);
}

/** @param {string} key */
export function readKey(key) {
  check(/^[\w-]{1,100}$/.test(key), '1 to 100 letters, digits, "-" or "_"', 'idempotency-key', key);
  return key;
}

/**
 * @param {unknown} condition
 * @param {string} expected
 * @param {string} name
 * @param {unknown} received
 * @returns {asserts condition}
 */
function check(condition, expected, name, received) {
  if (!condition) throw badRequest(`Expected ${expected} as ${name}, got ${describe(received)}.`);
}

/** @param {unknown} value */
const describe = (value) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80));

/** @param {unknown} value @param {number} most @returns {value is string} */
const isText = (value, most) => typeof value === 'string' && value.length <= most;

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
