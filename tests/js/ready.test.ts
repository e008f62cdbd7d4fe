// ready: loads the parser ahead of its first use, once, and says what runs it.
import { expect, test, vi } from 'vitest';
import { rejectionOf } from './support/deferred.js';
import { freshPackage } from './support/host.js';
import { endsAfter, startServer } from './support/server.js';

test('resolves to what runs the parser', async () => {
  const { ready } = await freshPackage();

  expect(await ready()).toBe('wasm');
});

test('loads once, however often and together with what else it is called', async () => {
  const server = await startServer(endsAfter('data: a\n\n'));
  // Node's fetch compiles a parser of its own when it is used for the first time.
  await (await fetch(server.url)).text();
  const fresh = await freshPackage();
  const compile = vi.spyOn(WebAssembly, 'compile');
  const instantiate = vi.spyOn(WebAssembly, 'instantiate');

  const backends = await Promise.all([fresh.ready(), fresh.ready(), fresh.ready()]);
  await fresh.ready();
  await fresh.fetchEventSource(server.url);
  fresh.createParser({}).feed('data: a\n\n');
  new fresh.EventSourceParserStream();

  expect(backends).toEqual(['wasm', 'wasm', 'wasm']);
  expect(compile).toHaveBeenCalledTimes(1);
  expect(instantiate).toHaveBeenCalledTimes(1);
});

test('rejects with a RuntimeUnavailableError where WebAssembly is refused, and asks once', async () => {
  const fresh = await freshPackage();
  const refusal = new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
  const compile = vi.spyOn(WebAssembly, 'compile').mockRejectedValue(refusal);

  const errors = [await rejectionOf(fresh.ready()), await rejectionOf(fresh.ready())];

  for (const error of errors) {
    expect(error).toBeInstanceOf(fresh.RuntimeUnavailableError);
    expect(error).toMatchObject({ phase: 'connect', retryable: false, cause: refusal });
    expect((error as Error).message).toContain("'wasm-unsafe-eval'");
  }
  expect(compile).toHaveBeenCalledTimes(1);
  expect(() => fresh.createParser({})).toThrow(fresh.RuntimeUnavailableError);
});
