// docs/guides/other-places.md: an extension in Chromium, and simulations of React Native and Electron.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, type BuildOptions } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { startExtension } from '../../browser/support/extension.js';
import { deferred } from '../../js/support/deferred.js';
import { answers, endsAfter, startServer, type TestResponse } from '../../js/support/server.js';
import { openGuide } from './support/guide.js';
import { chunk, delta, DONE, EVENT_STREAM } from './support/wire.js';

const guide = openGuide('other-places');
const folder = dirname(guide.use('manifest.json'));
const ANSWER = `${delta('I am ')}${delta('你好')}${chunk({}, 'stop')}${DONE}`;

/** Starts a model that sends one fragment, and then waits for the test. */
async function startModel() {
  const started = deferred<TestResponse>();
  const closed = deferred();
  const { url } = await startServer((response) => {
    response.on('close', () => closed.resolve());
    response.writeHead(200, EVENT_STREAM).write(delta('I am '));
    started.resolve(response);
  });
  return { url, started: started.promise, closed: closed.promise };
}

const bundle = (options: BuildOptions): Promise<unknown> =>
  build({ bundle: true, logLevel: 'error', absWorkingDir: folder, ...options });

describe('the extension', () => {
  async function openPanel(url: string) {
    const background = readFileSync(guide.use('background.js'), 'utf8');
    const [address] = /http:[^']*/.exec(background) ?? [''];
    writeFileSync(join(folder, 'changed.js'), background.replace(address, url));
    guide.use('panel.html');
    const entryPoints = { background: 'changed.js', panel: guide.use('panel.js') };
    await bundle({ entryPoints, format: 'esm', outdir: 'dist' });
    const { context, worker } = await startExtension(folder);
    const page = await context.newPage();
    await page.goto(new URL('panel.html', worker.url().replace('/dist/', '/')).href);
    return page;
  }

  test('shows an answer while it arrives, and ends the request when the panel closes', async () => {
    const { url, started, closed } = await startModel();
    const page = await openPanel(url);

    await page.locator('output', { hasText: /^I am $/ }).waitFor();
    (await started).write(delta('你好'));
    await page.locator('output', { hasText: 'I am 你好' }).waitFor();

    await page.close();
    await closed;
  });

  test('shows an error', async () => {
    const page = await openPanel((await startServer(answers(401))).url);

    await page.getByRole('alert').getByText('401').waitFor();
  });
});

describe('React Native', () => {
  /** The only globals of the context: no WebAssembly, DOMException, Request, TextEncoder or EventTarget. */
  const GLOBALS = {
    AbortController,
    AbortSignal,
    Headers,
    ReadableStream,
    URL,
    clearTimeout,
    console,
    performance,
    queueMicrotask,
    setTimeout,
    TextDecoder: class extends TextDecoder {
      constructor(label = 'utf-8', options?: TextDecoderOptions) {
        if (!/^utf-?8$/i.test(label)) throw new RangeError(`Unknown encoding: ${label}`);
        super(label, options);
      }
    },
  };

  type Ask = (url: string, question: string, onText: (text: string) => void) => Promise<void>;

  async function load(expoFetch: typeof fetch): Promise<Ask> {
    const { outputFiles } = (await bundle({
      entryPoints: [guide.use('native.js')],
      format: 'iife',
      globalName: 'app',
      write: false,
      mainFields: ['react-native', 'browser', 'main'],
      conditions: ['react-native', 'require'],
      plugins: [
        {
          name: 'expo',
          setup(plugins) {
            plugins.onResolve({ filter: /^expo\/fetch$/ }, ({ path }) => ({
              path,
              namespace: 'expo',
            }));
            plugins.onLoad({ filter: /.*/, namespace: 'expo' }, () => ({
              contents: 'export const fetch = globalThis.expoFetch;',
            }));
          },
        },
      ],
    })) as { outputFiles: [{ text: string }] };
    const context = createContext({ ...GLOBALS, expoFetch });
    runInContext('delete globalThis.WebAssembly', context);
    runInContext(outputFiles[0].text, context);
    return runInContext('app.ask', context) as Ask;
  }

  test('reads an answer without WebAssembly, import() and UTF-16', async () => {
    const server = await startServer(endsAfter(ANSWER));
    const ask = await load(fetch);
    const texts: string[] = [];

    await ask(server.url, 'Who?', (text) => texts.push(text));

    expect(texts.join('')).toBe('I am 你好');
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      body: '{"stream":true,"messages":[{"role":"user","content":"Who?"}]}',
    });
  });

  test('rejects after one request if fetch has no streams', async () => {
    const server = await startServer(endsAfter(ANSWER));
    const ask = await load(async (input, init) => {
      const { status, headers, ok, url } = await fetch(input, init);
      return { status, headers, ok, url } as Response;
    });

    await expect(ask(server.url, 'Who?', () => undefined)).rejects.toMatchObject({
      message: expect.stringContaining('body') as string,
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('Electron', () => {
  interface Chat {
    ask(id: string, messages: object[]): Promise<void>;
    stop(id: string): void;
    onDelta(listener: (id: string, delta: string) => void): void;
  }

  /** Bundles both scripts of the guide with the substitute for Electron. */
  async function start(name: string) {
    const electron = inRoot('tests', 'docs', 'guides', 'support', 'electron.mjs');
    const entry = join(folder, `${name}.js`);
    const scripts = ['main.js', 'preload.cjs'].map((file) => `import '${guide.use(file)}';\n`);
    writeFileSync(entry, `${scripts.join('')}export { sender } from 'electron';\n`);
    const outfile = join(folder, 'electron', `${name}.mjs`);
    await bundle({
      entryPoints: [entry],
      format: 'esm',
      platform: 'node',
      outfile,
      alias: { electron },
    });
    const { sender } = (await import(pathToFileURL(outfile).href)) as {
      sender: NodeJS.EventEmitter;
    };
    const { chat } = globalThis as unknown as { chat: Chat };
    const deltas: string[] = [];
    chat.onDelta((id, text) => deltas.push(`${id}: ${text}`));
    return { chat, sender, deltas };
  }

  test('sends the text of an answer to the page', async () => {
    process.env.CHAT_URL = (await startServer(endsAfter(ANSWER))).url;
    const { chat, deltas } = await start('whole');

    await chat.ask('1', [{ role: 'user', content: 'Who?' }]);

    expect(deltas.join('').replaceAll('1: ', '')).toBe('I am 你好');
  });

  test.each(['stop', 'destroyed'])('ends the request on %s', async (event) => {
    const { url, closed } = await startModel();
    process.env.CHAT_URL = url;
    const { chat, sender } = await start(event);
    const first = deferred();
    chat.onDelta(() => first.resolve());
    const result = chat.ask('1', []).catch((error: unknown) => (error as Error).name);
    await first.promise;

    if (event === 'stop') chat.stop('1');
    else sender.emit('destroyed');

    await closed;
    expect(await result).toBe('AbortError');
  });
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
