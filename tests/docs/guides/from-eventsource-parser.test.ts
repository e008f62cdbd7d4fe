// docs/guides/from-eventsource-parser.md: each diff, before and after, in Node.
import { describe, expect, test } from 'vitest';
import {
  answers,
  endsAfter,
  startServer,
  staysOpenAfter,
  type TestServer,
} from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { run as runFile, type Outcome } from './support/program.js';

const guide = openGuide('from-eventsource-parser');
const SIDES = ['before', 'after'] as const;
const run = (script: string, { url }: TestServer): Promise<Outcome> =>
  runFile(guide.use(`${script}.js`), url);

describe.each(SIDES)('%s', (side) => {
  test('drop-in.js prints every kind of line', async () => {
    const stream = [
      ': hello\n',
      'retry: 3000\nid: 7\nevent: add\ndata: 你\ndata: 好\n\n',
      'id\ndata: b\n\n',
      'retry: soon\nsurprise: yes\n',
      'data: the last line has no end',
    ];
    const server = await startServer(endsAfter(stream.join('')));

    expect(await run(`drop-in.${side}`, server)).toEqual({
      out: [
        ...['comment hello', 'retry 3000', 'ID 7', 'add 你\n好', 'ID ', 'message b'],
        `invalid-retry ${side === 'before' ? 'undefined' : 'retry'} soon`,
        'unknown-field surprise yes\n',
      ].join('\n'),
      errors: '',
    });
  });

  test('bytes.js joins a character that is split between chunks', async () => {
    const bytes = new TextEncoder().encode('data: 你\n\n');
    const server = await startServer((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', connection: 'close' });
      response.write(bytes.slice(0, 7), () => response.end(bytes.slice(7)));
    });

    expect(await run(`bytes.${side}`, server)).toEqual({ out: '你\n', errors: '' });
  });

  test('pipe.js reads a body', async () => {
    const server = await startServer(endsAfter('data: a\n\ndata: b\n\n'));

    expect(await run(`pipe.${side}`, server)).toEqual({ out: 'a\nb\n', errors: '' });
  });

  test('pipe.js fails at an event that exceeds the limit', async () => {
    const server = await startServer(endsAfter(`data: a\n\ndata: ${'x'.repeat(2_000_000)}\n\n`));

    const { out } = await run(`pipe.${side}`, server);
    expect(out).toContain('max-buffer-size-exceeded\n');
  });

  test('loop.js closes the connection after the last message', async () => {
    const server = await startServer(staysOpenAfter('data: a\n\ndata: [DONE]\n\ndata: b\n\n'));

    expect(await run(`loop.${side}`, server)).toEqual({ out: 'a\n', errors: '' });
    const { method, headers } = server.requests[0] ?? {};
    expect([method, headers?.accept]).toEqual(['POST', 'text/event-stream']);
  });
});

test('loop.js, after, retries a 503', async () => {
  const server = await startServer(answers(503), endsAfter('data: a\n\ndata: [DONE]\n\n'));

  expect((await run('loop.before', server)).errors).toContain('Expected an answer, got 503');
  const again = await startServer(answers(503), endsAfter('data: a\n\ndata: [DONE]\n\n'));
  expect(await run('loop.after', again)).toEqual({ out: 'a\n', errors: '' });
});

test('loop.js, after, does not repeat a POST whose response was accepted', async () => {
  const server = await startServer((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: a\n\n', () => response.destroy());
  });

  const { out, errors } = await run('loop.after', server);

  expect(out).toBe('a\n');
  expect(errors).toContain('StreamInterruptedError');
  expect(server.requests).toHaveLength(1);
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
