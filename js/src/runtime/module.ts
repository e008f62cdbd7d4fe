// Hand-written types of the WebAssembly module: what wasm/bindings.cpp binds and the numbers that core/ gives names to.

/** A parser or policy in linear memory. 0 means that there was no memory for it. */
export type Handle = number;

/** The functions of wasm/bindings.cpp, name for name. */
export interface EventStreamModule {
  stagingBufferAddress(): number;
  stagingBufferBytes(): number;
  createParser(maxEventBytes: number, reportsIgnoredLines: boolean): Handle;
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
export type CreateModule = (hooks: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receiveInstance: (instance: WebAssembly.Instance) => void,
  ): object;
}) => Promise<EventStreamModule>;

/** core/include/sse/error_code.h */
export const ErrorCode = { none: 0, eventTooLarge: 1, outOfMemory: 2, budgetExceeded: 3 } as const;

/** core/include/sse/event_table.h */
export const RecordKind = {
  message: 0,
  messageWithId: 1,
  messageWithType: 2,
  messageWithTypeAndId: 3,
  messageWithRetry: 4,
  lastEventId: 5,
  reconnectionTime: 6,
  ignoredLine: 7,
} as const;

/** core/include/sse/event_table.h */
export const IgnoredLineKind = { comment: 0, unknownField: 1, invalidRetry: 2 } as const;
export type IgnoredLineKind = (typeof IgnoredLineKind)[keyof typeof IgnoredLineKind];

/** core/include/sse/event_table.h */
export const TextEncoding = { ascii: 0, utf8: 1, utf16: 2 } as const;

/** core/include/sse/retry_policy.h */
export const Outcome = {
  ended: 0,
  connectFailed: 1,
  invalidRequest: 2,
  badStatus: 3,
  badContentType: 4,
  noBody: 5,
  bodyDropped: 6,
  eventTooLarge: 7,
  handlerFailed: 8,
  messageRefused: 9,
  truncated: 10,
  timedOut: 11,
  pageCached: 12,
  pageHidden: 13,
  pageFrozen: 14,
  startedOver: 15,
} as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

/** core/include/sse/retry_policy.h */
export const Action = { stop: 0, retry: 1, resume: 2, replay: 3 } as const;
export type Action = (typeof Action)[keyof typeof Action];

/** core/include/sse/retry_policy.h */
export const Reason = {
  ended: 0,
  permanent: 1,
  bodyUsedUp: 2,
  wouldReplay: 3,
  attemptsExhausted: 4,
  timeExhausted: 5,
  asked: 6,
  transient: 7,
  offline: 8,
} as const;
export type Reason = (typeof Reason)[keyof typeof Reason];
