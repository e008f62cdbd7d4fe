// The WebAssembly module: types of the functions that wasm/bindings.cpp binds, and the numbers that cross.

export * from './generated.js';

/** A parser or policy in linear memory. 0 means that there was no memory for it. */
export type Handle = number;

/** The functions of wasm/bindings.cpp, name for name. */
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
   * `heldByOthers`: bytes of the unfinished events of all other parsers. Without `readsUtf16` the text of the table is in
   * UTF-8. Returns the address of the event table's header.
   */
  feed(parser: Handle, length: number, heldByOthers: number, readsUtf16: boolean): number;
  /** Takes the numbers of a decision from the staging buffer, and puts the answer there. */
  decide(): void;
}

/** Linear memory. Its `buffer` is another one after it has grown; in WebAssembly the former is then empty. */
export interface LinearMemory {
  readonly buffer: ArrayBuffer;
}

/** What an instance exports, by minified names: functions, a table of functions, and a `LinearMemory`. */
export type Exports = WebAssembly.Exports;

/** Emscripten's factory: asks for an instance through the hook and resolves to the bound functions. */
export type CreateModule<Functions = EventStreamModule> = (hooks: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receiveInstance: (instance: WebAssembly.Instance) => void,
  ): object;
}) => Promise<Functions>;

/** The functions of wasm/shapes_bindings.cpp, name for name. Numbers are bytes and addresses. */
export interface MessageShapesModule {
  inputAddress(): number;
  inputBytes(): number;
  storageAddress(): number;
  headerAddress(): number;
  /** Learns from the message in the input. Returns the number of its shape, or `MOST_SHAPES`. */
  learn(eventBytes: number, dataBytes: number, pathBytes: number, storedBytes: number): number;
  /** Reads the bytes of the input from `start` to `end`, and writes the header. */
  read(
    start: number,
    end: number,
    storedBytes: number,
    position: number,
    misses: number,
    maxEventBytes: number,
  ): void;
}
