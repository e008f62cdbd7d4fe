// The streams of the benchmarks: always the same bytes, and the messages that the standard defines
// for them.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../bench/contenders/delivered.js';
import { chunksOf, streamOf } from '../../../bench/fixtures/stream.js';
import { answers } from '../../../bench/fixtures/answers.js';
import { lineOf, workloadNamed, workloads } from '../../../bench/fixtures/workloads.js';
import { referenceParse } from '../../support/reference/reference-parser.js';

const SIZE = 64 * 1024;
const MEBIBYTE = 1024 * 1024;

test.each([...workloads, ...answers])(
  'fixture: $name equals the stream of its messages',
  (workload) => {
    const { bytes, blocks, messages } = streamOf(workload, SIZE);

    const parsed = referenceParse(bytes);

    expect(parsed).toEqual(messages.map((message) => ({ ...message, retry: undefined })));
    expect(Buffer.concat(blocks).equals(bytes)).toBe(true);
  },
);

describe.each(workloads)('fixture $name', (workload) => {
  const { bytes } = streamOf(workload, SIZE);

  test('has the expected size, and ends with a block', () => {
    const last = streamOf(workload, 1).bytes.length;

    expect(bytes.length).toBeGreaterThanOrEqual(SIZE);
    expect(bytes.length).toBeLessThan(SIZE + 2 * last);
    expect(new TextDecoder().decode(bytes.slice(-4))).toMatch(/(\n\n|\r\n\r\n)$/);
  });
});

test('fixtures: the bytes never change, so that figures of different months can be compared', () => {
  const hashes = [...workloads, ...answers].map((workload) => [
    workload.name,
    createHash('sha256').update(streamOf(workload, SIZE).bytes).digest('hex').slice(0, 8),
  ]);

  expect(Object.fromEntries(hashes)).toMatchInlineSnapshot(`
    {
      "anthropic": "561cf098",
      "anthropic-messages": "71451493",
      "chinese": "96b0a72d",
      "crlf": "c8d34469",
      "deepseek": "3b3968d8",
      "escaped": "8b5a6603",
      "fields": "e3e3a6e5",
      "four-lines": "a1c77689",
      "gemini": "741bd911",
      "megabyte": "8f0812ed",
      "megabyte-chinese": "3bd49b23",
      "obfuscated": "91c31d65",
      "openai": "78e4f312",
      "openai-chat": "eb59b4b8",
      "openai-chinese": "80c408e4",
      "openai-responses": "2e926376",
      "tiny": "83557367",
      "tiny-chinese": "8befa857",
      "vercel-ui": "0fda8d78",
    }
  `);
});

test('fixtures: blocks have the sizes of their titles', () => {
  const bytesOfBlock = (name: string): number => {
    const { bytes, messages } = streamOf(workloadNamed(name), SIZE);
    return Math.round(bytes.length / messages.length);
  };

  expect(bytesOfBlock('openai')).toBeGreaterThan(230);
  expect(bytesOfBlock('openai')).toBeLessThan(280);
  expect(bytesOfBlock('tiny')).toBeLessThan(16);
  expect(bytesOfBlock('megabyte')).toBe(MEBIBYTE + 'data: \n\n'.length);
  expect(bytesOfBlock('megabyte-chinese')).toBeCloseTo(MEBIBYTE + 'data: \n\n'.length, -1);
});

test("answers: messages have the size of the API's, and their text is that of the answer", () => {
  const shapes = answers.map((workload) => {
    const { bytes, messages, answer } = streamOf(workload, SIZE);
    const bytesOfMessage = Math.round(bytes.length / messages.length);
    return [workload.name, `${bytesOfMessage} bytes, ${answer.slice(0, 12)}`];
  });

  expect(Object.fromEntries(shapes)).toMatchInlineSnapshot(`
    {
      "anthropic-messages": "137 bytes,  too house a",
      "chinese": "294 bytes, 两文里时道这后方对道他开",
      "deepseek": "305 bytes,  👋 she moth",
      "escaped": "253 bytes, 两文里时道这后方对道他开",
      "gemini": "492 bytes,  say now the",
      "obfuscated": "333 bytes,  👋 – just:
    ",
      "openai-chat": "292 bytes,  👋 too hous",
      "openai-responses": "280 bytes,  👋 – just:
    ",
      "vercel-ui": "57 bytes,  👋 too hous",
    }
  `);
});

test('scale fixture: one line is one event', () => {
  const { messages } = streamOf(lineOf(5000), 5000);

  expect(messages.map(({ data }) => data.length)).toEqual([5000]);
  expect(workloadNamed('line-5000').name).toBe('line-5000');
});

test('chunks: contain the whole stream, each with memory of its own', () => {
  const { bytes } = streamOf(workloadNamed('tiny'), 1000);
  const chunks = chunksOf(bytes, 64);

  expect(Buffer.concat(chunks)).toEqual(Buffer.from(bytes));
  expect(chunks.every((chunk) => chunk.buffer.byteLength === chunk.length)).toBe(true);
  expect(chunks.slice(0, -1).every((chunk) => chunk.length === 64)).toBe(true);
});

test('digest: distinguishes the field of a character and the end of a message', () => {
  const message = { id: '', event: '', data: '' };
  const digests = [
    [{ ...message, data: 'ab' }],
    [{ ...message, event: 'ab' }],
    [{ ...message, id: 'a', data: 'b' }],
    [
      { ...message, data: 'a' },
      { ...message, data: 'b' },
    ],
    [{ ...message, data: 'ba' }],
  ].map(digestOf);

  expect(new Set(digests).size).toBe(digests.length);
});
