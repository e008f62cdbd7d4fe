// geminiStream: Gemini's streamGenerateContent with alt=sse, and bare JSON instead of the stream.
import { describe, expect, test } from 'vitest';
import { ChatError, geminiStream } from '../../../../js/src/chat/index.js';
import { utf8 } from '../../support/bytes.js';
import { holdsToContract } from '../../support/chat-contract.js';
import { ask, ends, EVENT_STREAM, readPieces } from '../../support/chat-scene.js';

const format = geminiStream;
const chunk = (parts: readonly object[], finishReason?: string): object => ({
  candidates: [{ content: { role: 'model', parts }, finishReason, index: 0 }],
  usageMetadata: { promptTokenCount: 4 },
});
/** Messages with Gemini's line ends. */
const framed = (...messages: readonly unknown[]): string =>
  messages.map((message) => `data: ${JSON.stringify(message)}\r\n\r\n`).join('');

const DETAILS = {
  code: 503,
  message: 'The model is overloaded.',
  status: 'UNAVAILABLE',
  details: [{ '@type': 'type.googleapis.com/google.rpc.Help', links: [] }],
};
const ERROR = { error: DETAILS };
const EXPECTED = {
  type: 'UNAVAILABLE',
  code: 503,
  message: 'Expected an answer, got an error: UNAVAILABLE: The model is overloaded.',
  raw: DETAILS,
};
const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);

holdsToContract('geminiStream', {
  format,
  messages: [
    chunk([{ text: 'Hm', thought: true }]),
    chunk([{ text: 'Hel' }]),
    chunk([{ text: 'lo' }, { text: ', 世' }]),
    chunk([{ text: '界 🌊\n' }]),
  ].map((message) => framed(message)),
  last: framed(chunk([{ text: '' }], 'STOP')),
  text: 'Hello, 世界 🌊\n',
  keepAlives: [': keep-alive\r\n\r\n', 'data:\r\n\r\n', '\r\n'],
  failures: [
    ['an error event', framed(ERROR), EXPECTED],
    ['bare JSON', `${JSON.stringify(ERROR)}\n`, EXPECTED],
    ['bare JSON over lines', `${pretty(ERROR)}\n`, EXPECTED],
    ['a list of one', `${pretty([ERROR])}\r\n`, EXPECTED],
    ['an error that is a text', framed({ error: 'quota' }), { type: undefined, raw: 'quota' }],
  ],
});

describe('geminiStream: bare JSON instead of the stream', () => {
  test.each([
    ['an object', JSON.stringify(ERROR)],
    ['an object over lines', pretty(ERROR)],
    ['an object over lines that end by CRLF', pretty(ERROR).replaceAll('\n', '\r\n')],
    ['a list of one', JSON.stringify([ERROR])],
    ['a list of one over lines', pretty([ERROR])],
  ])('%s, with and without a line end, split at any byte', async (_what, text) => {
    for (const body of [text, `${text}\n`]) {
      for (const size of [1, 3, 4096]) {
        const { error } = await readPieces(utf8(body), size, 'application/json', { format });

        expect(error).toBeInstanceOf(ChatError);
        expect(error).toMatchObject({ ...EXPECTED, messagesDelivered: 0 });
      }
    }
  });
});

describe('geminiStream', () => {
  test.each(['STOP', 'MAX_TOKENS', 'SAFETY'])('ends with the finish reason %s', async (reason) => {
    const { deltas, error } = await ask({ format }, ends(framed(chunk([{ text: 'Yes' }], reason))));

    expect([deltas, error]).toEqual([['Yes'], undefined]);
  });

  test('a blocked prompt gives an answer without text', async () => {
    const blocked = { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: {} };

    const { deltas, error } = await ask({ format }, ends(framed(blocked)));

    expect([deltas, error]).toEqual([[], undefined]);
  });

  test('reads a line with a megabyte beside the text', async () => {
    const image = { inlineData: { mimeType: 'image/png', data: 'A'.repeat(2 ** 20) } };

    const { deltas, error } = await readPieces(
      utf8(framed(chunk([image, { text: 'Yes' }], 'STOP'))),
      1460,
      EVENT_STREAM,
      { format },
    );

    expect([deltas, error]).toEqual([['Yes'], undefined]);
  });
});
