// The declarations in users' programs: compiled by the oldest supported TypeScript to the newest,
// with every module resolution, and with library checks.
import { readFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capture } from '../../../scripts/support/command.mjs';
import { emptyFolder, packages } from './support/installed.js';

const OLDEST = '4.7';
const NEWEST = '7.0';

const NODE10 = { module: 'commonjs', moduleResolution: 'node' };
const NODE16 = { module: 'node16', moduleResolution: 'node16' };
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler' };

const MAIN = asInstalled('consumer.ts');
const CHAT = asInstalled('chat-consumer.ts');

const IN_THE_PEERS_PLACE = `
  import type * as peer from '@microsoft/fetch-event-source';
  import { EventStreamContentType, fetchEventSource } from 'post-event-source';
  import type { EventSourceMessage, FetchEventSourceInit } from 'post-event-source';

  export const sameFunction: typeof peer.fetchEventSource = fetchEventSource;
  export const sameName: typeof peer.EventStreamContentType = EventStreamContentType;
  export const sameInit = (init: peer.FetchEventSourceInit): FetchEventSourceInit => init;
  export const sameMessage = (message: EventSourceMessage): peer.EventSourceMessage => message;
  export const sameHandler = (onmessage: (message: peer.EventSourceMessage) => void) =>
    fetchEventSource('/', { onmessage });
`;

const IN_THE_BROWSERS_PLACE = `
  import { EventSource } from 'post-event-source';

  export const sameObject = (source: EventSource): globalThis.EventSource => source;
  export const sameClass: typeof globalThis.EventSource = EventSource;
`;

const DISPOSING = `
  import { eventStream } from 'post-event-source';

  export async function first(): Promise<string> {
    await using stream = eventStream('/');
    const disposable: AsyncDisposable = stream;
    const step = await stream.next();
    const closed: PromiseLike<void> = stream[Symbol.asyncDispose]();
    await Promise.all([closed, disposable]);
    return step.done ? '' : step.value.data;
  }
`;

/** A program of this folder that imports the sources, changed to import the package. */
function asInstalled(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
    .replaceAll('../../../js/src/chat/index.js', 'post-event-source/chat')
    .replaceAll('../../../js/src/index.js', 'post-event-source');
}

/**
 * The errors of a compiler for a project of these files.
 * @param version as in package.json
 * @param options besides those of every project here
 */
async function findings(
  version: string,
  options: object,
  sources: Readonly<Record<string, string>>,
): Promise<string> {
  const project = await emptyFolder();
  const compilerOptions = {
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    target: 'es2020',
    lib: ['es2020', 'dom'],
    types: [],
    ...options,
  };
  const configuration = JSON.stringify({ compilerOptions, files: Object.keys(sources) });
  const texts = { 'package.json': '{}', 'tsconfig.json': configuration, ...sources };
  await symlink(packages, join(project, 'node_modules'));
  for (const [name, text] of Object.entries(texts)) {
    await writeFile(join(project, name), text);
  }
  const compiler = join(packages, `typescript-${version}`, 'bin', 'tsc');
  const { output } = await capture([process.execPath, compiler, '-p', project]);
  return output;
}

describe('types: programs that use every name compile', () => {
  test.each<[string, string, object]>([
    // Newer versions have deprecated or removed node10.
    ['node10', OLDEST, NODE10],
    ['node10', '6.0', { ...NODE10, ignoreDeprecations: '6.0' }],
    // Older versions do not have it.
    ['bundler', '5.0', BUNDLER],
    ['bundler', NEWEST, BUNDLER],
    [
      'bundler and exact optional properties',
      NEWEST,
      { ...BUNDLER, exactOptionalPropertyTypes: true },
    ],
    ['node16 and the types of Node alone', NEWEST, { ...NODE16, lib: ['es2022'], types: ['node'] }],
    ['bundler and the library of workers', NEWEST, { ...BUNDLER, lib: ['es2020', 'webworker'] }],
  ])('with %s, by TypeScript %s', async (_how, version, options) => {
    expect(await findings(version, options, { 'main.ts': MAIN, 'chat.ts': CHAT })).toBe('');
  });

  test.each([OLDEST, NEWEST])(
    'with node16, as a module and as CommonJS, by TypeScript %s',
    async (version) => {
      const modules = { 'main.mts': MAIN, 'chat.mts': CHAT };
      const sources = { ...modules, 'main.cts': MAIN, 'chat.cts': CHAT };

      expect(await findings(version, NODE16, sources)).toBe('');
    },
  );
});

test.each([
  ['bundler', BUNDLER],
  ['node16', NODE16],
])(
  'types: ours can replace those of the original package, function and types, with %s',
  async (_how, options) => {
    expect(await findings(NEWEST, options, { 'program.ts': IN_THE_PEERS_PLACE })).toBe('');
  },
);

test('types: EventSource can replace the class of the DOM library', async () => {
  expect(await findings(NEWEST, BUNDLER, { 'program.ts': IN_THE_BROWSERS_PLACE })).toBe('');
});

test('types: a stream is disposable if the library declares that', async () => {
  const options = { ...BUNDLER, target: 'es2022', lib: ['es2022', 'esnext.disposable', 'dom'] };

  expect(await findings(NEWEST, options, { 'program.ts': DISPOSING })).toBe('');
});

test.each([OLDEST, NEWEST])('types: TypeScript %s reports the wrong uses', async (version) => {
  const wrong = IN_THE_PEERS_PLACE.replace("'/', { on", '7, { on');

  expect(await findings(version, NODE16, { 'program.ts': wrong })).toContain(
    "'number' is not assignable",
  );
});
