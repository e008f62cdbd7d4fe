// The examples of the docstrings, as docs/api/ shows them: each one compiles against the package's types, and prints its output.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inRoot } from '../../scripts/support/paths.mjs';
import { httpServer, type LocalServer } from '../support/local-server.mjs';

// TypeScript compiles the package, which takes long on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const execute = promisify(execFile);
const FOLDER = inRoot('build', 'docstrings');

/** The examples by the heading of their name, such as `chatText()`. */
const examples = new Map<string, string>();
for (const page of ['README.md', 'chat.md']) {
  let name = '';
  const text = readFileSync(inRoot('docs', 'api', page), 'utf8');
  for (const [, heading, code] of text.matchAll(/^### (.+)$|^```ts\n([^]*?)\n```$/gm)) {
    name = heading ?? name;
    if (code?.includes('import ')) examples.set(name.replace(/\W/g, ''), code);
  }
}

const outputs: readonly (readonly [string, string])[] = [
  ['createParser', 'add one\n'],
  ['eventStream', 'tick 1\ntick 2\n'],
  ['fetchEventSource', 'tick 1\ntick 2\ntick 3\n'],
  ['isEventStreamError', 'ResponseError status false\n'],
  ['isResponseError', '404 text/plain Not here\n'],
  ['ready', 'wasm\n'],
  ['EventSource', 'tick 1\ntick 2\n'],
  ['EventSourceParserStream', 'tick 1\ntick 2\ntick 3\n'],
  ['batched', 'Hello, you!\n'],
  ['chatFetch', 'Hello\n, you!\nundefined\n'],
  ['chatParts', 'Hello, you!\nstop\n'],
  ['chatText', 'Hello, you!\n'],
  ['ChatFormat', 'Hello, you!\n'],
  ['ChatPartStream', 'text\nfinish\n'],
];

const events = (...data: readonly unknown[]): string =>
  data.map((one) => `data: ${typeof one === 'string' ? one : JSON.stringify(one)}\n\n`).join('');
const chat = events(
  { choices: [{ delta: { content: 'Hello' } }] },
  { choices: [{ delta: { content: ', you!' } }] },
  { choices: [{ delta: {}, finish_reason: 'stop' }] },
  '[DONE]',
);
const streams: Partial<Record<string, string>> = {
  '/api/ticks': events('tick 1', 'tick 2', 'tick 3'),
  '/api/chat': chat,
  '/api/chat/completions': chat,
  '/api/own': events({ say: 'Hello, you!' }, { over: 'stop', tokens: 7 }),
};

let server: LocalServer;

beforeAll(async () => {
  server = await httpServer((request, response) => {
    const stream = streams[request.url ?? ''];
    if (stream === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here');
    } else {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream);
    }
  }).listen();
  await mkdir(FOLDER, { recursive: true });
  for (const [name, code] of examples) await writeFile(join(FOLDER, `${name}.ts`), code);
});
afterAll(() => server.close());

test('every example has its output here', () => {
  expect([...examples.keys()].sort()).toEqual(outputs.map(([name]) => name).sort());
});

test('every function has an example', () => {
  const functions = ['README.md', 'chat.md'].flatMap((page) =>
    Array.from(
      readFileSync(inRoot('docs', 'api', page), 'utf8').matchAll(/^### (\w+)\(\)$/gm),
      ([, name = '']) => name,
    ),
  );

  expect(functions.filter((name) => !examples.has(name))).toEqual([]);
});

test('the examples compile', () => {
  const program = ts.createProgram({
    rootNames: [...examples.keys()].map((name) => join(FOLDER, `${name}.ts`)),
    options: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      lib: [
        'lib.es2023.d.ts',
        'lib.dom.d.ts',
        'lib.dom.iterable.d.ts',
        'lib.dom.asynciterable.d.ts',
      ],
      types: [],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
    },
  });

  const problems = ts
    .getPreEmitDiagnostics(program)
    .map((problem) => `${problem.file?.fileName ?? ''}: ${JSON.stringify(problem.messageText)}`);

  expect(problems).toEqual([]);
});

test.each(outputs)('the example of %s prints its output', async (name, expected) => {
  const file = join(FOLDER, `${name}.mjs`);
  const { outputText } = ts.transpileModule(examples.get(name) ?? '', {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  await writeFile(file, outputText);

  const shim = new URL('../support/relative-fetch.mjs', import.meta.url).href;
  const { stdout, stderr } = await execute(process.execPath, ['--import', shim, file], {
    env: {
      ...process.env,
      BASE_URL: server.url,
      OPENAI_API_KEY: 'none',
      OPENAI_BASE_URL: `${server.url}/api`,
    },
  });

  expect(stderr).toBe('');
  expect(stdout).toBe(expected);
});
