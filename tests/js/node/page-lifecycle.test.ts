// A runtime that has only part of the globals of a page: incomplete APIs are not used.
import { expect, onTestFinished, test, vi } from 'vitest';
import { fetchEventSource } from '../../../js/src/index.js';
import { endsAfter, startServer } from '../support/server.js';

test.each([
  ['a document without events', { document: { hidden: true } }],
  ['events, but no navigator', { addEventListener: () => expect.unreachable() }],
  ['a navigator, but no events', { navigator: { onLine: false } }],
])('incomplete page: %s', async (_part, globals) => {
  Object.entries(globals).forEach(([name, value]) => vi.stubGlobal(name, value));
  onTestFinished(() => void vi.unstubAllGlobals());
  const server = await startServer(endsAfter('data: a\n\n'));
  const messages: string[] = [];

  await fetchEventSource(server.url, {
    openWhenHidden: false,
    onmessage: ({ data }) => void messages.push(data),
  });

  expect(messages).toEqual(['a']);
});
