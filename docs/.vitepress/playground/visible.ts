// Bytes as readable text: line ends, control characters and incomplete UTF-8 sequences become escapes.

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const NAMED: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
};

export function visible(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length;) {
    const sequence = bytes.subarray(start, start + lengthOf(bytes[start] ?? 0));
    const character = decoded(sequence);
    text += character === undefined ? hex(bytes[start] ?? 0) : visibleText(character);
    start += character === undefined ? 1 : sequence.length;
  }
  return text;
}

/** The same for text. */
export function visibleText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0xffff) return `\\u{${padded(code, 5)}}`;
    return NAMED[character] ?? (code < 0x100 ? hex(code) : `\\u${padded(code, 4)}`);
  });
}

/** The bytes of a UTF-8 sequence that starts with this byte. */
function lengthOf(first: number): number {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc2 ? 2 : 1;
}

function decoded(sequence: Uint8Array): string | undefined {
  try {
    return decoder.decode(sequence);
  } catch {
    return undefined;
  }
}

const hex = (code: number): string => `\\x${padded(code, 2)}`;

const padded = (code: number, digits: number): string =>
  code.toString(16).toUpperCase().padStart(digits, '0');
