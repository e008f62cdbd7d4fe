// The package in Node, Bun and Deno: programs that read a POST from a real server, print the
// result, and end.
import { describe, expect, test } from 'vitest';
import { answers, staysOpenAfter, startServer } from '../../js/support/server.js';
import { bun, deno, nodes, run, withFlags } from './support/run.js';
import { expectPosts, readBy, startStreams } from './support/streams.js';

describe.each([...nodes, bun, deno])('runtime $name', (runtime) => {
  test.each([
    ['import', 'imported.mjs', 'wasm'],
    ['require', 'required.cjs', 'wasm'],
    ['import', 'without-webassembly.mjs', 'js'],
    ['require', 'without-webassembly.mjs', 'js'],
  ] as const)('%s, %s', async (how, program, backend) => {
    const server = await startStreams();

    expect(await run(runtime, program, server.url, how)).toEqual(readBy(backend));
    expectPosts(server);
  });

  test('streams that are abandoned keep neither a connection nor the process', async () => {
    const server = await startServer((response, request) => {
      const refuses = request.path.endsWith('?refuse');
      const respond = refuses ? answers(503) : staysOpenAfter('data: a\n\n');
      respond(response, request);
    });

    expect(await run(runtime, 'leaving.mjs', server.url)).toBe('left');
    await server.allSocketsClosed();
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'POST']);
  });
});

// Node 22.0 does not have the `require` condition for modules.
const requiresModules = ({ name }: { name: string }): boolean => name !== 'Node 22.0.0';

// Otherwise `require` would load the module.
const commonJs = ['--no-experimental-require-module'];
const withoutEval = ['--disallow-code-generation-from-strings'];
// Without a compiler there is no WebAssembly. Node's own fetch and MessageEvent use it at their
// first use, and cause an unhandled rejection.
const withoutCompiler = ['--jitless', '--unhandled-rejections=none'];

describe.each(nodes)('Node without a compiler: $name', (node) => {
  test.each([
    ['require', commonJs, 'required.cjs', 'wasm'],
    ['import', withoutEval, 'imported.mjs', 'wasm'],
    ['require', [...commonJs, ...withoutEval], 'required.cjs', 'wasm'],
    ['require', commonJs, 'without-webassembly.mjs', 'js'],
    ['import', withoutCompiler, 'jitless.mjs', 'js'],
    ['require', [...commonJs, ...withoutCompiler], 'jitless.mjs', 'js'],
  ] as const)('%s, with %j, %s', async (how, flags, program, backend) => {
    const server = await startStreams();

    expect(await run(withFlags(node, ...flags), program, server.url, how)).toEqual(readBy(backend));
    expectPosts(server);
  });
});

test.each([...nodes.filter(requiresModules), deno, bun])(
  '$name: import and require give the same classes',
  async (runtime) => {
    expect(await run(runtime, 'imported-and-required.mjs')).toEqual({ isShared: true });
  },
);
