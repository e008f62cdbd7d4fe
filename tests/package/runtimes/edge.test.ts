// The package in Vercel's edge runtime, which runs one script in a context with web APIs and
// without Node.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundle, emptyFolder } from './support/bundle.js';
import { expectPosts, readBy, startStreams } from './support/streams.js';

interface EdgeRuntime {
  EdgeVM: new (options: { codeGeneration: { strings: boolean; wasm: boolean } }) => {
    evaluate(code: string): Promise<string>;
  };
}

const { EdgeVM } = createRequire(import.meta.url)('@edge-runtime/vm') as EdgeRuntime;

test.each([
  ['compiles, WebAssembly runs', true, 'wasm'],
  ['is blocked, the fallback runs', false, 'js'],
] as const)('edge runtime: if WebAssembly %s', async (_how, wasm, backend) => {
  const server = await startStreams();
  const folder = await emptyFolder(`edge-${backend}`);
  await bundle('edge.mjs', folder, {
    format: 'iife',
    globalName: 'program',
    conditions: ['edge-light'],
  });
  const runtime = new EdgeVM({ codeGeneration: { strings: false, wasm } });
  await runtime.evaluate(await readFile(join(folder, 'edge.js'), 'utf8'));

  const answer = await runtime.evaluate(`program.answer(${JSON.stringify(server.url)})`);

  expect(JSON.parse(answer)).toEqual({ ...readBy(backend), changed: [] });
  expectPosts(server);
});
