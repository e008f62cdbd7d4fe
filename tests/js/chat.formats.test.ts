// The functions of every format, given what no API would send: none of them throws, whatever a server says.
import { describe, expect, test } from 'vitest';
import * as chat from '../../js/src/chat/index.js';
import type { EventSourceMessage } from '../../js/src/index.js';

const FORMATS: [string, chat.ChatFormat][] = [
  ['openaiChat', chat.openaiChat],
  ['openaiResponses', chat.openaiResponses],
  ['anthropicMessages', chat.anthropicMessages],
  ['geminiStream', chat.geminiStream],
  ['vercelUiMessages', chat.vercelUiMessages],
  ['ollamaChat', chat.ollamaChat],
];

const VALUES = ['null', '0', '7', 'true', '""', '"a"', '[]', '[null]', '[7]', '{}', '{"length":9}'];
/** Members of which some format makes something, each below the one before. */
const PATHS = [
  'choices',
  'choices.0',
  'choices.0.delta',
  'choices.0.delta.content',
  'error',
  'error.message',
  'error.type',
  'error.code',
  'error.status',
  'type',
  'delta',
  'delta.type',
  'response',
  'response.id',
  'response.error',
  'sequence_number',
  'candidates',
  'candidates.0',
  'candidates.0.content',
  'candidates.0.content.parts',
  'candidates.0.content.parts.0',
  'candidates.0.content.parts.0.text',
  'candidates.0.finishReason',
  'promptFeedback',
  'message',
  'message.content',
  'done',
  'errorText',
  '__proto__',
  '__proto__.error',
  'constructor.prototype',
];
/** What a message has to say of itself for the member to be looked at. */
const TYPES = [
  'error',
  'content_block_delta',
  'response.created',
  'response.failed',
  'response.output_text.delta',
  'text-delta',
];

const nested = (path: string, value: string): string =>
  path
    .split('.')
    .reverse()
    .reduce((inner, name) => (name === '0' ? `[${inner}]` : `{"${name}":${inner}}`), value);

const bare = [
  ...VALUES,
  ...PATHS.flatMap((path) => VALUES.map((value) => nested(path, value))),
  '',
  ' ',
  '{',
  '[DONE',
  '\u0000',
  '\ud800',
];
const typed = TYPES.flatMap((type) =>
  PATHS.flatMap((path) =>
    VALUES.map((value) => nested(path, value).replace('{', `{"type":"${type}",`)),
  ),
);
const message = (data: string, event = ''): EventSourceMessage => ({
  id: '',
  event,
  data,
  retry: undefined,
});
const hostile = [
  ...bare.map((data) => message(data)),
  ...bare.map((data) => message(data, 'error')),
  ...typed.map((data) => message(data)),
];

describe.each(FORMATS)('%s', (_name, format) => {
  test('answers what it promises, whatever a message holds', () => {
    for (const one of hostile) {
      const [terminal, alive] = [format.isTerminal(one), format.isKeepAlive(one)];
      const text = format.textOf(one);
      const failure = format.failureOf(one);

      expect([typeof terminal, typeof alive, typeof text], one.data).toEqual([
        'boolean',
        'boolean',
        'string',
      ]);
      if (failure !== undefined) {
        expect(typeof failure.message, one.data).toBe('string');
        expect(['string', 'undefined'], one.data).toContain(typeof failure.type);
        expect(['string', 'number', 'undefined'], one.data).toContain(typeof failure.code);
      }
    }
  });

  test('keeps its place through it, and makes a request of it or none', () => {
    const { cursor, dedupe, resume } =
      format.continuation?.({ url: '/chat', body: '{"id":"7"}' }) ?? {};
    const context = (place: unknown): Parameters<NonNullable<typeof resume>>[0] => ({
      cursor: place,
      lastEventId: '',
      attempt: 1,
      messagesDelivered: 1,
      bytesReceived: 1,
      error: new chat.ChatError(
        { type: undefined, code: undefined, message: '', details: undefined },
        { attempt: 1, messagesDelivered: 1, retryable: true },
      ),
      headers: new Headers(),
    });

    for (const [index, one] of hostile.entries()) {
      dedupe?.(one, index);
      const answer = resume?.(context(cursor?.(one))) ?? null;
      expect(answer === null || typeof answer === 'string', one.data).toBe(true);
    }
  });

  test('reads lines of anything', () => {
    const dataOf = format.lineReader?.();
    for (const line of [...bare, ...typed]) {
      expect(['string', 'undefined']).toContain(typeof dataOf?.(line));
    }
  });
});

test('what a server sends reaches no prototype', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { error?: unknown }).error).toBeUndefined();
});
