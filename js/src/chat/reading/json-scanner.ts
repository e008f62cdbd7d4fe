// Finds the JSON objects in text that arrives in pieces: NDJSON, a streamed array, pretty-printed or concatenated objects.

/** Outside an object: the start of an object, or the sentinel. */
const START = /\{|\[DONE\]/g;
/** In an object: the start of a string, and the start and end of an object. */
const STRUCTURE = /["{}]/g;
/** In a string: its end, or an escape. */
const TEXT = /["\\]/g;

/**
 * Returns each outermost object when its last brace arrives. Everything between objects, such as brackets and commas, is
 * skipped. The time is linear in the length of the text.
 */
export class JsonScanner {
  /** The pieces of an unfinished object. */
  #pieces: string[] = [];
  #length = 0;
  #depth = 0;
  #inText = false;
  /** Whether the last piece ended with a backslash in a string. */
  #escaped = false;

  /** The length of an unfinished object, or 0. */
  get pending(): number {
    return this.#length;
  }

  /** Returns the objects, and `[DONE]`, that `text` completes. */
  scan(text: string): string[] {
    const found: string[] = [];
    let start = 0;
    let at = this.#escaped ? 1 : 0;
    this.#escaped = false;
    for (;;) {
      const pattern = this.#depth === 0 ? START : this.#inText ? TEXT : STRUCTURE;
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match === null) {
        break;
      }
      at = pattern.lastIndex;
      const [character] = match;
      if (this.#depth === 0) {
        if (character !== '{') {
          found.push(character);
          continue;
        }
        start = match.index;
        this.#depth = 1;
      } else if (character === '"') {
        this.#inText = !this.#inText;
      } else if (character === '\\') {
        this.#escaped = at === text.length;
        at += 1;
      } else {
        this.#depth += character === '{' ? 1 : -1;
        if (this.#depth === 0) {
          found.push(this.#pieces.join('') + text.slice(start, at));
          this.#pieces = [];
          this.#length = 0;
          start = at;
        }
      }
    }
    if (this.#depth > 0) {
      const rest = text.slice(start);
      this.#pieces.push(rest);
      this.#length += rest.length;
    }
    return found;
  }
}
