// The types of the functions in wasm/bindings.cpp, and the constants that both sides share.

export * from './generated.js';

/** The address of a parser in linear memory. 0 means that memory was exhausted. */
export type Handle = number;

/** The functions of wasm/bindings.cpp, with the same names. */
export interface EventStreamModule {
  stagingBufferAddress(): number;
  stagingBufferBytes(): number;
  createParser(
    maxEventBytes: number,
    reportsIgnoredLines: boolean,
    skipsLongIgnoredLines: boolean,
  ): Handle;
  destroyParser(parser: Handle): void;
  /**
   * Returns the address of the header of the event table. `heldByOthers` is the size of the unfinished events of all other
   * parsers. Without `readsUtf16`, the text of the table is in UTF-8.
   */
  feed(parser: Handle, length: number, heldByOthers: number, readsUtf16: boolean): number;
  /** Reads the input of a decision from the staging buffer, and writes the result there. */
  decide(): void;
}

/** Linear memory. After it has grown, `buffer` is another object, and in WebAssembly the previous buffer is detached. */
export interface LinearMemory {
  readonly buffer: ArrayBuffer;
}

/** The exports of an instance, with minified names: functions, a table of functions, and a `LinearMemory`. */
export type Exports = WebAssembly.Exports;

/** The factory of Emscripten. It calls the hook to get an instance, and resolves with the bound functions. */
export type CreateModule<Functions = EventStreamModule> = (hooks: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receiveInstance: (instance: WebAssembly.Instance) => void,
  ): object;
}) => Promise<Functions>;

/** The functions of wasm/shapes_bindings.cpp, with the same names. Numbers are sizes in bytes and addresses. */
export interface MessageShapesModule {
  inputAddress(): number;
  inputBytes(): number;
  storageAddress(): number;
  headerAddress(): number;
  /** Adds the shape of the message in the input. Returns the number of the shape, or `MOST_SHAPES`. */
  learn(eventBytes: number, dataBytes: number, pathBytes: number, storedBytes: number): number;
  /** Parses the input from `start` to `end`, and writes the header. */
  read(
    start: number,
    end: number,
    storedBytes: number,
    position: number,
    misses: number,
    maxEventBytes: number,
  ): void;
}
