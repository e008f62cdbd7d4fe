// docs/guides/custom-formats.md: its formats read the stream of the guide.
import { describe, expect, test } from 'vitest';
import type { ChatPart } from '../../../js/src/chat/index.js';
import { joinedParts } from '../../js/support/chat-answer.js';
import { answers, startServer } from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run } from './support/program.js';
import { events, EVENT_STREAM } from './support/wire.js';

const guide = openGuide('custom-formats');

const containing = (text: string): unknown => expect.stringContaining(text);

/** Runs print.js with a format of the guide and a server that sends `body`. Returns the printed answer. */
async function read(file: string, body: string): Promise<unknown> {
  const { url } = await startServer(answers(200, EVENT_STREAM, body));
  const { out, errors } = await run(guide.use('print.js'), url, guide.use(file), url);
  const parts = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ChatPart);
  return joinedParts(parts, errors === '' ? undefined : new Error(errors));
}

describe('own-format.js', () => {
  test('reads the stream of the guide', async () => {
    const answer = await read(
      'own-format.js',
      events(
        ['ping', {}],
        ['thinking', { text: 'A greeting.' }],
        ['text', { text: 'Hello' }],
        ['tool', { id: '1', name: 'wave', input: { hands: 2 } }],
        ['note', { text: 'Hm' }],
        ['done', { reason: 'stop', inputTokens: 5, outputTokens: 7 }],
      ),
    );

    expect(answer).toEqual({
      reasoning: 'A greeting.',
      text: 'Hello',
      calls: [{ id: '1', name: 'wave', arguments: '{"hands":2}' }],
      others: ['{"text":"Hm"}'],
      usage: [5, 7],
      finish: ['stop', 'stop'],
    });
  });

  test.each(['{}', 'null', ''])('ends with an event that has no content: %j', async (data) => {
    const body = `${events(['text', { text: 'Hello' }])}event: done\ndata: ${data}\n\n`;

    expect(await read('own-format.js', body)).toEqual({ text: 'Hello', finish: ['stop', 'stop'] });
  });

  test('fails if the server sends an error, or if the last event is missing', async () => {
    const hello = events(['text', { text: 'Hello' }]);
    const failed = events(['error', { type: 'busy', message: 'Too many' }]);

    expect(await read('own-format.js', hello + failed)).toMatchObject({
      text: 'Hello',
      error: {
        message: containing('ChatError: Expected an answer, got an error: busy'),
      },
    });
    expect(await read('own-format.js', hello)).toMatchObject({
      text: 'Hello',
      error: { message: containing('TruncatedError') },
    });
  });
});

test('shaped-format.js reads the same as own-format.js', async () => {
  const words = ['Hello', ', ', 'wor', 'ld', '!', ' \u{1f30a}'];
  const body = events(
    ...words.map((text, id) => ['text', { id, text }] as const),
    ...words.map((text, id) => ['thinking', { id, text }] as const),
    ['done', { reason: 'stop' }],
  );

  const answer = await read('shaped-format.js', body);

  expect(answer).toMatchObject({ text: words.join(''), reasoning: words.join('') });
  expect(answer).toEqual(await read('own-format.js', body));
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
