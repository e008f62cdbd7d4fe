// Finds the JSON objects in text that arrives in pieces: NDJSON, a streamed array, pretty-printed or concatenated objects.

/** Outside an object: what begins one, or the sentinel. */
const START = /\{|\[DONE\]/g;
/** In an object: what opens a text, an object, or closes one. */
const STRUCTURE = /["{}]/g;
/** In a text: its end, or an escape. */
const TEXT = /["\\]/g;

/**
 * Returns each outermost object as soon as its last brace arrives. Lists around objects, commas and everything else between
 * objects is skipped. The time is linear in the length of the text: no character is looked at twice.
 */
export class JsonScanner {
  /** The pieces of an object that has begun. */
  #pieces: string[] = [];
  #length = 0;
  #depth = 0;
  #inText = false;
  /** The last piece ended in a backslash of a text. */
  #escaped = false;

  /** The length of the object that has begun; 0 between objects. */
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
