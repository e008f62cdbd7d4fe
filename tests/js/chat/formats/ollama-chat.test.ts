// ollamaChat: Ollama's lines of JSON.
import { describe, expect, test } from 'vitest';
import { ollamaChat } from '../../../../js/src/chat/index.js';
import { EventTooLargeError } from '../../../../js/src/index.js';
import { utf8 } from '../../support/bytes.js';
import { holdsToContract } from '../../support/chat-contract.js';
import { ask, ends, lines, NDJSON, readPieces } from '../../support/chat-scene.js';

const format = ollamaChat;
const chunk = (content: string): object => ({
  model: 'llama3',
  created_at: '2026-11-21T12:00:00Z',
  message: { role: 'assistant', content },
  done: false,
});
const DONE = { ...chunk(''), done: true, done_reason: 'stop', eval_count: 7 };

holdsToContract('ollamaChat', {
  format,
  type: NDJSON,
  messages: [chunk(''), chunk('Hel'), chunk('lo, 世'), chunk('界 🌊\n')].map((message) =>
    lines(message),
  ),
  last: lines(DONE),
  text: 'Hello, 世界 🌊\n',
  keepAlives: ['\n', '\r\n', '  \n'],
  failures: [
    [
      'a line with an error',
      lines({ error: 'model runner has stopped' }),
      {
        type: undefined,
        code: undefined,
        message: 'Expected an answer, got an error: model runner has stopped',
        raw: 'model runner has stopped',
      },
    ],
    [
      'a line with an error that is an object',
      lines({ error: { type: 'api_error', message: 'stopped' } }),
      { type: 'api_error', raw: { type: 'api_error', message: 'stopped' } },
    ],
  ],
});

describe('ollamaChat: lines of JSON', () => {
  const answer = [chunk('Hel'), chunk('lo 世界 🌊'), DONE];

  test.each([
    ['LF', lines(...answer)],
    ['CRLF', lines(...answer).replaceAll('\n', '\r\n')],
    ['CR', lines(...answer).replaceAll('\n', '\r')],
    ['blank lines between', lines(...answer).replaceAll('\n', '\n\n\r\n')],
    ['no end of the last', lines(...answer).trimEnd()],
    ['spaces around', lines(...answer).replaceAll('\n', '  \n  ')],
  ])('%s, split at any byte', async (_what, body) => {
    for (const size of [1, 2, 7, 4096]) {
      const { deltas, error } = await readPieces(utf8(body), size, NDJSON, { format });

      expect([deltas.join(''), error]).toEqual(['Hello 世界 🌊', undefined]);
    }
  });

  test.each([NDJSON, 'application/json; charset=utf-8', 'text/plain'])(
    'are read whatever their content type: %s',
    async (type) => {
      const { deltas, error } = await ask({ format }, ends(lines(...answer), type));

      expect([deltas.join(''), error]).toEqual(['Hello 世界 🌊', undefined]);
    },
  );

  test('are read if one of them has a megabyte', async () => {
    const long = '世🌊'.repeat(150_000);

    const { deltas, error } = await readPieces(utf8(lines(chunk(long), DONE)), 1460, NDJSON, {
      format,
    });

    expect(error).toBeUndefined();
    expect(deltas.join('') === long).toBe(true);
  });

  test('have the limit of an event', async () => {
    const { error } = await ask(
      { format, maxEventBytes: 1000 },
      ends(lines(chunk('a'.repeat(2000)), DONE), NDJSON),
    );

    expect(error).toBeInstanceOf(EventTooLargeError);
  });

  test('have the limit of an event between the messages of an event stream, too', async () => {
    const message = `data: ${JSON.stringify({ ...chunk('Hel'), done: false })}\n\n`;

    const { deltas, error } = await ask(
      { format, maxEventBytes: 1000 },
      ends(`${message}{"a":\n${'1,\n'.repeat(600)}`),
    );

    expect(deltas).toEqual(['Hel']);
    expect(error).toBeInstanceOf(EventTooLargeError);
  });

  test('a last line that was cut is truncated', async () => {
    const { deltas, error } = await ask({ format }, ends(`${lines(chunk('Hel'))}{"mess`, NDJSON));

    expect(deltas).toEqual(['Hel']);
    expect(error).toMatchObject({ name: 'StreamInterruptedError', phase: 'truncated' });
  });
});

describe('ollamaChat', () => {
  test('yields the answer without the thinking', async () => {
    const thinking = { message: { role: 'assistant', content: '', thinking: 'Hm' }, done: false };

    const { deltas } = await ask({ format }, ends(lines(thinking, chunk('Yes'), DONE), NDJSON));

    expect(deltas).toEqual(['Yes']);
  });

  test('reads /api/generate and answers in one piece', async () => {
    const generated = [
      { response: 'Yes', done: false },
      { response: ', sir', done: true },
    ];

    const streamed = await ask({ format }, ends(lines(...generated), NDJSON));
    const whole = await ask({ format }, ends(JSON.stringify({ ...chunk('Yes'), done: true })));

    expect(streamed.deltas.join('')).toBe('Yes, sir');
    expect(whole.deltas).toEqual(['Yes']);
  });
});
