// The linear memory of the module that reads messages by their shapes. All streams share one module.
import { MOST_SHAPES, ShapesHeader, type MessageShapesModule } from '../../runtime/module.js';
import { decode } from '../../parsing/text-decoding.js';

const WORD_BYTES = 4;

/** The shapes of a stream, and its position. */
export interface StreamShapes {
  /** The shapes as the module stores them. */
  stored: Uint8Array;
  /** A `StreamPosition`. */
  position: number;
  /** The number of consecutive messages that matched no shape. */
  misses: number;
}

export class ShapeMemory {
  readonly #functions: MessageShapesModule;
  readonly #bytes: Uint8Array;
  readonly #header: Uint32Array;
  readonly #words: Uint32Array;
  readonly #input: number;
  readonly #storage: number;
  /** The current contents of the storage and of the input. */
  #stored: Uint8Array | undefined;
  #staged: Uint8Array | undefined;
  #encoder: TextEncoder | undefined;

  constructor(functions: MessageShapesModule, buffer: ArrayBuffer) {
    this.#functions = functions;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Uint32Array(buffer);
    this.#header = new Uint32Array(buffer, functions.headerAddress());
    this.#input = functions.inputAddress();
    this.#storage = functions.storageAddress();
  }

  /** Adds the shape of a message. Returns its number, or `undefined` if the message has no shape. */
  learn(
    shapes: StreamShapes,
    event: string,
    data: string,
    paths: readonly string[],
  ): number | undefined {
    this.#restore(shapes.stored);
    this.#staged = undefined;
    const lengths: number[] = [];
    let at = 0;
    for (const text of [event, data, paths.join('\n')]) {
      this.#encoder ??= new TextEncoder();
      const { read, written } = this.#encoder.encodeInto(text, this.#inputFrom(at));
      if (read < text.length) {
        return undefined;
      }
      lengths.push(written);
      at += written;
    }
    const [eventBytes = 0, dataBytes = 0, pathBytes = 0] = lengths;
    const { length } = shapes.stored;
    const number = this.#functions.learn(eventBytes, dataBytes, pathBytes, length);
    const end = this.#storage + this.word(ShapesHeader.storedBytes);
    this.#stored = shapes.stored = this.#bytes.slice(this.#storage, end);
    return number < MOST_SHAPES ? number : undefined;
  }

  /** Reads the messages from `start` on that match a shape. `word` and the methods below return the results. */
  read(shapes: StreamShapes, bytes: Uint8Array, start: number, maxEventBytes: number): void {
    this.#restore(shapes.stored);
    // At the start, they may be other bytes in the same array.
    if (start === 0 || this.#staged !== bytes) {
      this.#bytes.set(bytes, this.#input);
      this.#staged = bytes;
    }
    const { stored, position, misses } = shapes;
    this.#functions.read(start, bytes.length, stored.length, position, misses, maxEventBytes);
    shapes.position = this.word(ShapesHeader.position);
    shapes.misses = this.word(ShapesHeader.misses);
  }

  /** Returns a word of the header, by its `ShapesHeader`. */
  word(index: number): number {
    // eslint-disable-next-line @typescript-eslint/non-nullable-type-assertion-style
    return this.#header[index] as number;
  }

  /** Calls `receive` with the text of each run of messages of the same shape. */
  eachRun(receive: (shape: number, text: string) => void): void {
    const address = this.word(ShapesHeader.textAddress);
    const encoding = this.word(ShapesHeader.textEncoding);
    const runs = this.word(ShapesHeader.runsAddress) / WORD_BYTES;
    const end = runs + 2 * this.word(ShapesHeader.runCount);
    let textStart = 0;
    for (let at = runs; at < end; at += 2) {
      const shape = this.#words[at] ?? 0;
      const textEnd = this.#words[at + 1] ?? 0;
      receive(shape, decode(this.#bytes, encoding, address + textStart, address + textEnd));
      textStart = textEnd;
    }
  }

  #inputFrom(at: number): Uint8Array {
    const start = this.#input + at;
    return this.#bytes.subarray(start, this.#input + this.#functions.inputBytes());
  }

  #restore(stored: Uint8Array): void {
    if (this.#stored !== stored) {
      this.#bytes.set(stored, this.#storage);
      this.#stored = stored;
    }
  }
}
