// docs/guides/endings.md: how complete, interrupted and failed answers are distinguished.
import { expect, test } from 'vitest';
import { answers, endsAfter, startServer, type Respond } from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run } from './support/program.js';
import { chunk, delta, DONE } from './support/wire.js';

const guide = openGuide('endings');
const json = (status: number, value: unknown): Respond =>
  answers(status, { 'content-type': 'application/json' }, JSON.stringify(value));
const error = 'data: {"error": {"message": "Too busy"}}\n\n';

test.each([
  ['stop', undefined],
  ['length', 'The answer was cut at the length limit.'],
  ['refusal', 'The model refused to answer.'],
  ['content-filter', 'The answer was stopped by a filter.'],
  ['tool-calls', 'The model called a tool.'],
  ['abort', 'The answer was cancelled.'],
  ['other', 'The answer ended for an unknown reason.'],
])('ending.js returns the text for the reason %s', async (reason, text) => {
  const { endingOf } = (await import(guide.use('ending.js'))) as {
    endingOf: (parts: readonly unknown[]) => string | undefined;
  };
  const refusal = { type: 'refusal', text: 'No', index: 0 };

  expect(endingOf([{ type: 'finish', reason }])).toBe(text);
  expect(endingOf([refusal, { type: 'finish', reason: 'stop' }])).toBe(
    'The model refused to answer.',
  );
});

test('end.js prints what chatText returns', async () => {
  const usage = `data: ${JSON.stringify({ choices: [], usage: { completion_tokens: 2 } })}\n\n`;
  const server = await startServer(
    endsAfter(`${delta('1, 2')}${chunk({}, 'length')}${usage}${DONE}`),
    endsAfter(`${delta('1')}${chunk({}, 'stop')}`),
  );
  const file = guide.use('end.js');

  expect(await run(file, server.url)).toEqual({ out: '1, 2\n(length, 2 tokens)\n', errors: '' });
  expect(await run(file, server.url)).toEqual({ out: '1\n(stop, unknown tokens)\n', errors: '' });
});

test.each<[string, Respond, Record<string, unknown>]>([
  [
    'a finish reason and the end of the body',
    endsAfter(delta('I') + chunk({}, 'length')),
    { text: 'I', outcome: 'length' },
  ],
  [
    'the end of the body alone',
    endsAfter(delta('I')),
    { text: 'I', outcome: 'cut', why: 'truncated' },
  ],
  [
    'an error before [DONE]',
    endsAfter(delta('I') + error + DONE),
    { text: 'I', outcome: 'failed', why: 'Too busy' },
  ],
  [
    'a finish reason that means failure',
    endsAfter(delta('I') + chunk({}, 'error')),
    { text: 'I', outcome: 'failed' },
  ],
  [
    'an HTTP error in JSON',
    json(400, { error: { message: 'Too long' } }),
    { text: '', outcome: 'failed', why: 'Too long' },
  ],
  ['another HTTP error', answers(404, {}, '<html>'), { text: '', outcome: 'refused', why: 404 }],
  [
    'HTML',
    answers(200, { 'content-type': 'text/html' }, '<html>'),
    { text: '', outcome: 'refused', why: 200 },
  ],
])('outcome.js returns the outcome of %s, after one request', async (_what, respond, outcome) => {
  const { outcomeOf } = (await import(guide.use('outcome.js'))) as {
    outcomeOf: (url: string) => Promise<unknown>;
  };
  const server = await startServer(respond);

  expect(await outcomeOf(server.url)).toMatchObject(outcome);
  expect(server.requests.length).toBe(1);
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
