// Runs the JavaScript examples of README.md and docs/usage.md, and compares the dump of the event
// table and two tables.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { load } from '../../js/src/runtime/load.js';
import { TextEncoding } from '../../js/src/runtime/module.js';
import { httpServer, type LocalServer } from '../support/local-server.mjs';

const EXAMPLES = 'build/readme';

const answer = ['{"number":1}', '{"number":2}', '{"type":"done"}'].map(
  (data) => `data: ${data}\n\n`,
);

let server: LocalServer;

beforeAll(async () => {
  server = await httpServer((request, response) => {
    const stream = (events: string[]): void => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(events.map((data) => `data: ${data}\n\n`).join(''));
    };
    const chunk = (content: string): string =>
      JSON.stringify({ choices: [{ delta: { content } }] });
    if (request.url === '/api/stalls') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: tick 1\n\n');
    } else if (request.url === '/api/answers') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(answer.slice(0, 2).join(''), () => response.destroy());
    } else if (request.url === '/api/answers/7?after=2') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer[2]);
    } else if (request.url === '/api/chat') {
      stream([chunk('Hello'), chunk(', you!'), '[DONE]']);
    } else if (request.url === '/api/ticks' && request.headers.authorization !== 'Bearer wrong') {
      stream(['tick 1', 'tick 2', 'tick 3']);
    } else {
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: 'Log in first' }));
    }
  }).listen();
  await mkdir(EXAMPLES, { recursive: true });
});

afterAll(() => server.close());

const read = (path: string): string => readFileSync(path, 'utf8');

/** The examples of README.md and docs/usage.md, by the names beside their language. */
const examples = ['README.md', 'docs/usage.md'].flatMap((path) =>
  Array.from(
    read(path).matchAll(/^```js(?: (\S+))?\n([^]*?)\n```$/gm),
    ([, name = 'no name', code = '']) => ({ name, code }),
  ),
);

/** Runs an example in a Node process of its own, which imports the built package by its name. */
async function run(name: string, code: string): Promise<{ output: string; errors: string }> {
  const file = `${EXAMPLES}/${name.replace(/js$/, 'mjs')}`;
  // A connection that is lost before the parser is loaded loses the messages that were not read
  // yet.
  await writeFile(file, `await (await import('post-event-source')).ready();\n${code}`);
  const child = spawn(
    process.execPath,
    ['--import', new URL('../support/relative-fetch.mjs', import.meta.url).href, file],
    { env: { ...process.env, BASE_URL: server.url } },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  await new Promise((resolve) => child.on('close', resolve));
  return { output, errors };
}

const outputs: Readonly<Record<string, string>> = {
  'chat.js': 'Hello, you!\n',
  'loop.js': '200 Hello\n200 , you!\n',
  'chat-text.js': 'Hello, you!\n',
  'stop.js': 'tick 1\ntick 2\nstopped\n',
  'failures.js': 'ResponseError status 401 Log in first\n',
  'headers.js': 'tick 1\ntick 2\ntick 3\n',
  'finished.js': 'tick 1\ntick 2\ntick 3\nStreamInterruptedError truncated\n',
  'resume.js': '{"number":1}\n{"number":2}\n{"type":"done"}\n',
  'state.js':
    'connecting 1 0\nopen 1 0\n1 BodyError 100\nwaiting 1 2\nconnecting 2 2\nopen 2 2\nclosed 2 3\n',
  'stalled.js': 'tick 1\nStreamInterruptedError timeout idleContent\n',
  'slow-consumer.js': 'saved tick 1\nsaved tick 2\nsaved tick 3\n',
  'event-source.js': 'open\ntick 1\ntick 2\ntick 3\n',
  'given-body.js': 'tick 1\ntick 2\ntick 3\n',
  'parser.js': '7 add one\ncomment stay awake\n',
};

test('README.md and docs/usage.md: have these examples', () => {
  expect(examples.map(({ name }) => name)).toEqual(Object.keys(outputs));
});

test.each(examples)(
  'README.md and docs/usage.md: the example $name prints its output',
  async ({ name, code }) => {
    const { output, errors } = await run(name, code);

    expect(errors).toBe('');
    expect(output).toBe(outputs[name]);
  },
);

test('README.md: has at most 200 lines and 12 KB', () => {
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(200);
  expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(12_000);
});

test('README.md: names every chat format', () => {
  const exported = read('js/src/chat/index.ts').matchAll(
    /^export \{ (\w+) \} from '\.\/formats\//gm,
  );
  const formats = Array.from(exported, ([, name = '']) => name);

  expect(formats.length).toBeGreaterThan(5);
  expect(formats.filter((name) => !read('README.md').includes(`\`${name}\``))).toEqual([]);
});

test('README.md: the migration diff is part of the guide, whose test runs it', () => {
  const diffs = Array.from(
    read('README.md').matchAll(/^```diff\n([^]*?)\n```$/gm),
    ([, diff]) => diff,
  );

  expect(diffs).toHaveLength(1);
  expect(read('docs/guides/from-fetch-event-source.md')).toContain(`\n${diffs.join('')}\n`);
});

/** The cells of the table that begins with this header cell, without their padding. */
function tableOf(path: string, header: string): string[][] {
  const [, table = ''] = read(path).split(new RegExp(`^(?=\\| ${header} )`, 'm'));
  return table
    .split('\n\n', 1)
    .flatMap((text) => text.split('\n'))
    .filter((line) => !line.startsWith('| -'))
    .map((line) => line.slice(1, -1).split('|'))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll('`', '')));
}

test('README.md: the comparison equals docs/comparison.md, whose test generates it', () => {
  const [[, ...clients] = [], ...rows] = tableOf('README.md', 'the body');
  const played = tableOf('docs/comparison.md', 'the body').slice(1);
  const outcomeOf = (answer: string | undefined, client: string): string => {
    const isRow = ([body, name = '']: string[]): boolean =>
      body === answer && (name === client || name === `@microsoft/${client}`);
    const [, , , end, posts] = played.find(isRow) ?? [];
    if (posts !== '1') return 'repeats the POST';
    return end === 'success' ? 'success' : 'error';
  };

  expect(rows).toHaveLength(4);
  for (const [answer, ...outcomes] of rows) {
    expect([answer, ...outcomes]).toEqual([answer, ...clients.map((c) => outcomeOf(answer, c))]);
  }
});

test('docs/errors.md: lists every class of errors', () => {
  const sources = read('js/src/errors.ts') + read('js/src/chat/chat-error.ts');
  const classes = Array.from(
    sources.matchAll(/^export class (\w+) extends \w*Error /gm),
    ([, name]) => name,
  );
  const listed = tableOf('docs/errors.md', 'class').map(([name]) => name);

  expect(listed.slice(1).sort()).toEqual(
    classes.filter((name) => name !== 'EventStreamError').sort(),
  );
});

test('docs/design.md: the dump of the event table equals the output of the module', async () => {
  const { functions, memory } = await load();
  const stream = 'id: 7\nevent: add\ndata: hi 你\ndata: there\nretry: 50\n\n';
  const bytes = new TextEncoder().encode(stream);
  const parser = functions.createParser(1000, false, false);
  new Uint8Array(memory.buffer, functions.stagingBufferAddress()).set(bytes);

  const header = new Uint32Array(memory.buffer, functions.feed(parser, bytes.length, 0, true), 6);
  const [error, count, records = 0, encoding, text = 0, size] = header;
  const hex = (address: number, length: number): string =>
    Buffer.from(memory.buffer, address, length).toString('hex');
  const written = { records: hex(records, 24), text: hex(text, 16) };
  functions.destroyParser(parser);
  const design = read('docs/design.md');
  /**
   * The bytes from one line's label to another's. The text after the bytes of a line is ignored.
   */
  const shown = (from: string, to: string): string =>
    (design.split(`\n${from} `)[1]?.split(`\n${to}`)[0] ?? '')
      .split('\n')
      .map((line) => /^ *(?:[0-9a-f]{2}(?: {1,2}|$))+/.exec(line)?.[0].replaceAll(' ', '') ?? '')
      .join('');

  expect([error, count, encoding, size]).toEqual([0, 6, TextEncoding.utf8, 16]);
  expect(design).toContain(`The ${bytes.length} bytes`);
  expect(shown('records', 'text')).toBe(written.records);
  expect(shown('text', '```')).toBe(written.text);
});
