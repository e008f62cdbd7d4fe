// Runs the JavaScript examples of README.md against a real server, and compares the dump of the
// event table.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
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

/** The examples of README.md, by the names beside their language. */
const examples = new Map(
  Array.from(
    readFileSync('README.md', 'utf8').matchAll(/^```js(?: (\S+))?\n([^]*?)\n```$/gm),
    ([, name = 'no name', code = '']) => [name, code],
  ),
);

/** Runs an example in a Node process of its own, which imports the built package by its name. */
async function run(name: string): Promise<{ output: string; errors: string }> {
  const file = `${EXAMPLES}/${name.replace(/js$/, 'mjs')}`;
  // A connection that is lost before the parser is loaded loses the messages that were not read
  // yet.
  await writeFile(
    file,
    `await (await import('post-event-source')).ready();\n${examples.get(name) ?? ''}`,
  );
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

const outputs: readonly (readonly [string, string])[] = [
  ['chat.js', 'Hello, you!\n'],
  ['stop.js', 'tick 1\ntick 2\nstopped\n'],
  ['failures.js', 'ResponseError status 401 Log in first\n'],
  ['headers.js', 'tick 1\ntick 2\ntick 3\n'],
  ['finished.js', 'tick 1\ntick 2\ntick 3\nStreamInterruptedError truncated\n'],
  ['resume.js', '{"number":1}\n{"number":2}\n{"type":"done"}\n'],
  [
    'state.js',
    'connecting 1 0\nopen 1 0\n1 BodyError 100\nwaiting 1 2\nconnecting 2 2\nopen 2 2\nclosed 2 3\n',
  ],
  ['stalled.js', 'tick 1\nStreamInterruptedError timeout idleContent\n'],
  ['slow-consumer.js', 'saved tick 1\nsaved tick 2\nsaved tick 3\n'],
  ['chat-text.js', 'Hello, you!\n'],
  ['loop.js', '200 Hello\n200 , you!\n'],
  ['event-source.js', 'open\ntick 1\ntick 2\ntick 3\n'],
  ['given-body.js', 'tick 1\ntick 2\ntick 3\n'],
  ['parser.js', '7 add one\ncomment stay awake\n'],
];

test('README.md: every example is run', () => {
  expect([...examples.keys()]).toEqual(outputs.map(([name]) => name));
});

test.each(outputs)('README.md: the example %s prints its output', async (name, expected) => {
  const { output, errors } = await run(name);

  expect(errors).toBe('');
  expect(output).toBe(expected);
});

test('README.md: the migration diff equals that of the guide, whose test runs it', async () => {
  const readme = await readFile('README.md', 'utf8');
  const guide = await readFile('docs/guides/from-fetch-event-source.md', 'utf8');
  const diffs = Array.from(readme.matchAll(/^```diff\n([^]*?)\n```$/gm), ([, diff = '']) => diff);

  expect(diffs).toHaveLength(1);
  expect(guide).toContain(`\n${diffs.join('')}\n`);
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
  const design = await readFile('docs/design.md', 'utf8');
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
