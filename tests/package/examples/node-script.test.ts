// The Node scripts and the server of the examples, each in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { DONE, delta, spoken, startSite, type Site } from './support/site.js';
import { bareEnvironment } from '../../support/environment.js';
import { copyExamples, workshop } from './support/workshop.js';

beforeAll(copyExamples);

interface Program {
  /**
   * Resolves once the program has printed `text`. If the program ends before, rejects with its
   * output.
   */
  readonly printed: (text: string) => Promise<void>;
  /** Its output so far. */
  readonly output: () => string;
  /** Its whole output and its exit code, once it has ended. */
  readonly ended: Promise<{ out: string; errors: string; code: unknown }>;
}

function run(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: workshop,
    env: { ...bareEnvironment, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill());
  let out = '';
  let errors = '';
  let hasEnded = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = once(child, 'close').then(([code]) => {
    hasEnded = true;
    return { out, errors, code: code as unknown };
  });
  return {
    ended,
    output: () => out,
    printed: async (text) => {
      while (!out.includes(text)) {
        if (hasEnded) throw new Error(`Expected ${text}, got ${out}${errors}`);
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
    },
  };
}

const startApi = (): Promise<Site> => startSite(workshop);

test('chat.js: prints an answer while it arrives', async () => {
  const site = await startApi();
  const { printed, ended } = run('node-script/chat.js', [`${site.url}/api/chat`, 'Who?']);
  const exchange = await site.next();

  exchange.send(delta('I'));
  await printed('I');
  exchange.send(delta(' am 你'));
  await printed('I am 你');
  exchange.end(DONE);

  expect(await ended).toEqual({ out: 'I am 你\n', errors: '', code: 0 });
  expect(exchange.request).toBe(
    'POST /api/chat {"stream":true,"messages":[{"role":"user","content":"Who?"}]}',
  );
});

test('chat.js: fails if the answer fails', async () => {
  const site = await startApi();
  const { ended } = run('node-script/chat.js', [`${site.url}/api/chat`, 'Who?']);

  (await site.next()).refuse(401);

  const { errors, code } = await ended;
  expect(code).toBe(1);
  expect(errors).toContain('ResponseError: Expected a 2xx response, got 401');
});

const chunk = (delta: object, finish_reason?: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
const calls = (...fragments: object[]): string => chunk({ tool_calls: fragments });
const fragment = (index: number, args: string, more: object = {}): object => ({
  index,
  ...more,
  function: { ...more, arguments: args },
});

test('parts.js: joins text, reasoning, and tool calls whose fragments alternate', async () => {
  const site = await startApi();
  const { ended } = run('node-script/parts.js', [`${site.url}/api/chat`, 'Who?']);
  const exchange = await site.next();

  exchange.send(chunk({ reasoning_content: 'Let me ' }) + chunk({ reasoning_content: 'see' }));
  exchange.send(delta('I am ') + calls(fragment(0, '', { id: 'a', name: 'find' })));
  exchange.send(calls(fragment(1, '', { id: 'b', name: 'time' }), fragment(0, '{"q":')));
  exchange.send(delta('你') + calls(fragment(0, '"x"}')) + chunk({}, 'tool_calls'));
  exchange.end(`data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2}}\n\n${DONE}`);

  const { out, errors, code } = await ended;
  expect([errors, code]).toEqual(['', 0]);
  expect(JSON.parse(out)).toEqual({
    text: 'I am 你',
    reasoning: 'Let me see',
    refusal: '',
    calls: [
      { id: 'a', name: 'find', arguments: { q: 'x' } },
      { id: 'b', name: 'time', arguments: {} },
    ],
    tokens: 2,
    reason: 'tool-calls',
  });
});

test('parts.js: throws for arguments that are not JSON', async () => {
  const site = await startApi();
  const { ended } = run('node-script/parts.js', [`${site.url}/api/chat`, 'Who?']);

  const call = calls(fragment(0, '{"q":', { id: 'a', name: 'find' }));
  (await site.next()).end(call + chunk({}, 'tool_calls') + DONE);

  const { out, errors, code } = await ended;
  expect([out, code]).toEqual(['', 1]);
  expect(errors).toContain('SyntaxError');
});

test('messages.js: prints messages while they arrive', async () => {
  const site = await startApi();
  const { printed, ended } = run('node-script/messages.js', [`${site.url}/api/speech`]);
  const exchange = await site.next();

  exchange.send(spoken(1));
  await printed('1 content 现在');
  exchange.end(spoken(2));

  expect(await ended).toEqual({
    out: '1 content 现在\n2 content 两秒以后\n',
    errors: '',
    code: 0,
  });
  expect(exchange.request).toBe('POST /api/speech {"language":"zh"}');
});

/** Starts the server of the examples with shortened seconds. Returns its URL. */
async function startExampleServer(): Promise<string> {
  const { printed, output } = run('server.js', [], { PORT: '0', SECOND: '10' });
  await printed('\n');
  return output().trim();
}

test('server.js: serves the streams of the scripts', async () => {
  const url = await startExampleServer();

  const chat = run('node-script/chat.js', [`${url}/api/chat`, 'hello there']);
  const messages = run('node-script/messages.js', [`${url}/api/speech`]);

  expect(await chat.ended).toEqual({ out: 'You said: hello there\n', errors: '', code: 0 });
  const out = '1 content 现在\n2 content 两秒以后\n3 content 五秒以后\n';
  expect(await messages.ended).toEqual({ out, errors: '', code: 0 });
});

test('server.js: serves the files of the examples, and no others', async () => {
  const url = await startExampleServer();
  const statusAndType = async (path: string): Promise<string> => {
    const { status, headers } = await fetch(`${url}${path}`);
    return `${status} ${headers.get('content-type') ?? ''}`;
  };

  expect(await statusAndType('/plain-page/')).toBe('200 text/html');
  const library = '/node_modules/post-event-source/dist/index.js';
  expect(await statusAndType(library)).toBe('200 text/javascript');
  expect(await statusAndType('/plain-page')).toMatch(/^404 /);
  expect(await statusAndType('/..%2f..%2fpackage.json')).toMatch(/^404 /);
});
