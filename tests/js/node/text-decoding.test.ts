// decode: each encoding of the event table, against Node's Buffer.
import { describe, expect, test } from 'vitest';
import { decode, readsUtf16 } from '../../../js/src/parsing/text-decoding.js';
import { TextEncoding } from '../../../js/src/runtime/module.js';
import { Random } from '../chaos/random.js';

const SEED = 20_261_201;
const TEXTS = 20_000;
/** Longer than what is decoded without TextDecoder. */
const MOST_CHARACTERS = 24;
/** The first and the last code points of one, two, three and four bytes, without surrogates. */
const RANGES = [
  [0x00, 0x7f],
  [0x80, 0x7ff],
  [0x800, 0xd7ff],
  [0xe000, 0xffff],
  [0x10000, 0x10ffff],
] as const;

const random = new Random(SEED);

function character(): string {
  const [first, last] = random.pick(RANGES);
  return String.fromCodePoint(random.pick([first, last, random.between(first, last)]));
}

const texts = Array.from({ length: TEXTS }, () =>
  Array.from({ length: random.between(0, MOST_CHARACTERS) }, character).join(''),
);

describe('decode', () => {
  test.each([
    ['utf8', TextEncoding.utf8, 'utf8'],
    ['utf16', TextEncoding.utf16, 'utf16le'],
  ] as const)('reads %s of any length, at any address', (_name, encoding, name) => {
    expect(readsUtf16()).toBe(true);

    for (const text of texts) {
      const bytes = Buffer.from(text, name);
      const start = random.between(0, 31);
      // Other bytes around the text.
      const memory = new Uint8Array(start + bytes.length + 32).fill(0xe4);
      memory.set(bytes, start);

      expect(decode(memory, encoding, start, start + bytes.length)).toBe(text);
    }
  });

  test('reads ASCII', () => {
    for (let length = 0; length < 64; length += 1) {
      const text = Array.from({ length }, (_, at) => String.fromCharCode(at * 2)).join('');
      const memory = new Uint8Array(length + 32).fill(0x41);
      memory.set(Buffer.from(text), 8);

      expect(decode(memory, TextEncoding.ascii, 8, 8 + length)).toBe(text);
    }
  });
});
