// The published declarations in the projects of others: as they are compiled there, and beside the peer's types.
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test, vi } from 'vitest';
import { root } from './support/child.js';

// A compiler takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const PEER_TYPES = `
  import type * as peer from '@microsoft/fetch-event-source';
  import { EventStreamContentType, fetchEventSource } from '../../dist/index.js';
  import type { EventSourceMessage, FetchEventSourceInit } from '../../dist/index.js';

  export const sameFunction: typeof peer.fetchEventSource = fetchEventSource;
  export const sameName: typeof peer.EventStreamContentType = EventStreamContentType;
  export const sameInit = (init: peer.FetchEventSourceInit): FetchEventSourceInit => init;
  export const sameMessage = (message: EventSourceMessage): peer.EventSourceMessage => message;
  export const sameHandler = (onmessage: (message: peer.EventSourceMessage) => void) =>
    fetchEventSource('/', { onmessage });
`;

const OUR_TYPES = `
  import { fetchEventSource, ResponseError, type EventStreamError } from '../../dist/index.js';

  export const done: Promise<void> = fetchEventSource('/', {
    method: 'POST',
    headers: async () => ({ authorization: 'Bearer 1' }),
    body: '{}',
    onopen: async (response) => void response.status,
    onmessage: ({ data, event, id, retry }) => void [data, event, id, retry],
    onerror: (error: EventStreamError) => (error instanceof ResponseError ? null : 1000),
    retry: { maxAttempts: 3 },
  });
`;

const sources = new Map<string, ts.SourceFile | undefined>();

/** What the compiler finds in a module with this text beside the tests, and in the declarations of dist/. */
function findings(text: string, options: ts.CompilerOptions): string[] {
  const path = join(root, 'tests/node/project-of-another.ts');
  const complete: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2020.d.ts', 'lib.dom.d.ts'],
    types: [],
    ...options,
  };
  const host = ts.createCompilerHost(complete);
  const readFromDisk = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (name === path) {
      return ts.createSourceFile(name, text, ts.ScriptTarget.ES2020);
    }
    // The compiler's own libraries are large, and the same for all.
    const isShared = name.includes('/typescript/lib/');
    const source = (isShared ? sources.get(name) : undefined) ?? readFromDisk(name, ...rest);
    sources.set(name, source);
    return source;
  };
  const program = ts.createProgram([path], complete, host);
  const dist = join(root, 'dist');
  return program
    .getSourceFiles()
    .filter(({ fileName }) => fileName === path || fileName.startsWith(dist))
    .flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ])
    .concat(program.getOptionsDiagnostics())
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe.each<[string, ts.CompilerOptions]>([
  ['with a bundler', {}],
  [
    'in Node',
    { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  ],
])('%s', (_how, options) => {
  test('ours takes the place of the peer’s, function and types', () => {
    expect(findings(PEER_TYPES, options)).toEqual([]);
  });
});

describe.each<[string, ts.CompilerOptions]>([
  ['with exactOptionalPropertyTypes', { exactOptionalPropertyTypes: true }],
  ['with the library of workers', { lib: ['lib.es2020.d.ts', 'lib.webworker.d.ts'] }],
])('%s', (_how, options) => {
  test('the declarations hold, and calls compile', () => {
    expect(findings(OUR_TYPES, options)).toEqual([]);
  });
});

test('the compiler of this test finds what is wrong', () => {
  expect(findings(PEER_TYPES.replace("'/', { on", '7, { on'), {})).toEqual([
    expect.stringContaining("'number' is not assignable"),
  ]);
});
