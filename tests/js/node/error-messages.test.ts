// Every error message of the package, as a real call produces it. A message in js/src that is not listed fails the test.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ready, type EventStreamError } from '../../../js/src/index.js';
import { warmFetch } from '../support/warm-fetch.js';
import { CHAT } from './error-messages/chat.js';
import { EVENT_SOURCE } from './error-messages/event-source.js';
import { OPTIONS } from './error-messages/options.js';
import { PARSING } from './error-messages/parsing.js';
import { messagesInSources } from './error-messages/sources.js';
import { STREAMS } from './error-messages/streams.js';

const LISTED = [...OPTIONS, ...STREAMS, ...EVENT_SOURCE, ...PARSING, ...CHAT];

/** A star matches any text. */
const patternOf = (message: string): string =>
  message
    .split('*')
    .map((text) => text.replace(/[^\w ]/g, '\\$&'))
    .join('.*');

beforeEach(async () => {
  await warmFetch();
  await ready();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.doUnmock('../../../build/fallback/event-stream.fallback.mjs');
});

test.each(LISTED)('%s: %s', async (kind, message, fail) => {
  const error = (await Promise.resolve()
    .then(fail)
    .catch((reason: unknown) => reason)) as EventStreamError;

  expect(error.message).toMatch(new RegExp(`^${patternOf(message)}$`));
  expect([error.name, error.phase].join(' ').trim()).toBe(kind);
});

test('every message in js/src is listed', () => {
  const messages = messagesInSources();
  const unlisted = messages.filter((text) => {
    const pattern = new RegExp(patternOf(text));
    return !LISTED.some(([, message]) => pattern.test(message));
  });

  expect(messages.length).toBeGreaterThan(40);
  expect(unlisted).toEqual([]);
});
