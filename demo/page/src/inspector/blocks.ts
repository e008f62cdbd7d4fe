// Splits the bytes of an event stream after each blank line. The package's parser reads the fields of each block.

const LF = 10;
const CR = 13;

/** Returns a function that takes a chunk and returns the complete blocks. */
export function blocksOf(): (chunk: Uint8Array) => Uint8Array[] {
  let rest: Uint8Array = new Uint8Array();
  let scanned = 0;
  return (chunk) => {
    const bytes = new Uint8Array(rest.length + chunk.length);
    bytes.set(rest);
    bytes.set(chunk, rest.length);
    const blocks: Uint8Array[] = [];
    let start = 0;
    for (let at = scanned; at < bytes.length; at += 1) {
      const before = bytes[at - 1];
      const isBlank =
        (bytes[at] === LF && (before === LF || (before === CR && bytes[at - 2] === LF))) ||
        (bytes[at] === CR && before === CR);
      if (!isBlank) continue;
      blocks.push(bytes.slice(start, at + 1));
      start = at + 1;
    }
    rest = bytes.slice(start);
    scanned = rest.length;
    return blocks;
  };
}
