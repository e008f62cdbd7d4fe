// An ID is sent to the server in a header: no ID can end that header and begin another one.
import { expect, test } from 'vitest';
import { fetchEventSource } from '../../../js/src/index.js';
import { concatenate, utf8, utf8AsHeader } from '../support/bytes.js';
import { endsAfter, startServer, type RecordedRequest } from '../support/server.js';

const INJECTED = 'x-injected: 1';

/**
 * The headers of the request that follows a stream. `x-same` shows how this engine sends such
 * characters.
 */
async function headersAfter(stream: Uint8Array, same = ''): Promise<RecordedRequest['headers']> {
  const server = await startServer(endsAfter(stream), endsAfter(''));
  await fetchEventSource(server.url, {
    headers: { 'x-same': utf8AsHeader(same) },
    onclose: () => {
      if (server.requests.length < 2) {
        throw new Error('once more');
      }
    },
    onerror: () => 10,
  });
  const headers = server.requests[1]?.headers ?? {};
  expect(headers).not.toHaveProperty('x-injected');
  return headers;
}

test.each(['\r\n', '\n', '\r'])(
  'security: text after %j is another field and not part of the id',
  async (end) => {
    const headers = await headersAfter(utf8(`id: 1${end}${INJECTED}${end}data: a${end}${end}`));

    expect(headers['last-event-id']).toBe('1');
  },
);

test.each([
  ['whose last bytes in UTF-16 are CR and LF', '\u010d\u010a'],
  ['that some programs take for line ends', '\u0085\u2028\u2029'],
  ['that are wider forms of CR and LF', '\u240d\u240a'],
])('security: characters %s are sent unchanged', async (_what, ends) => {
  const id = `1${ends}${INJECTED}`;

  const headers = await headersAfter(utf8(`id: ${id}\ndata: a\n\n`), id);

  expect(headers['last-event-id']).toBe(headers['x-same']);
});

test('security: bytes that are an overlong CR and LF are not line ends', async () => {
  const overlong = Uint8Array.of(0xc0, 0x8d, 0xc0, 0x8a);
  const stream = concatenate([utf8('id: 1'), overlong, utf8(`${INJECTED}\ndata: a\n\n`)]);

  const headers = await headersAfter(stream, `1\ufffd\ufffd\ufffd\ufffd${INJECTED}`);

  expect(headers['last-event-id']).toBe(headers['x-same']);
});
