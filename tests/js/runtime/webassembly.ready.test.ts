// ready: loads WebAssembly before its first use, once, and resolves to the kind of runtime.
import { expect, test, vi } from 'vitest';
import { freshPackage } from '../support/host.js';
import { endsAfter, startServer } from '../support/server.js';
import { warmFetch } from '../support/warm-fetch.js';

test('ready: resolves to what runs the parser', async () => {
  const { ready } = await freshPackage();

  expect(await ready()).toBe('wasm');
});

test('ready: loads once, however often it is called and whatever else is called', async () => {
  const server = await startServer(endsAfter('data: a\n\n'));
  await warmFetch();
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
