// A response whose socket is in Node: its calls are sent there, in order.
import type { TestResponse } from '../../../js/support/server.js';
import type { FromPage } from '../wire.mjs';

type Happening = 'drain' | 'close' | 'error';

/** As much as Node's own responses buffer before `write` returns false. */
const HIGH_WATER_MARK = 16 * 1024;

export class RemoteResponse implements TestResponse {
  destroyed = false;
  readonly #number: number;
  readonly #send: (message: FromPage, bytes?: Uint8Array) => void;
  readonly #listeners: { event: Happening; listener: () => void; once: boolean }[] = [];
  /** Writes that have not reached the socket yet. */
  readonly #writes: { length: number; written: (() => void) | undefined }[] = [];
  #needsDrain = false;

  constructor(number: number, send: (message: FromPage, bytes?: Uint8Array) => void) {
    this.#number = number;
    this.#send = send;
  }

  writeHead(status: number, headers: Record<string, string | number> = {}): this {
    this.#send({ type: 'writeHead', response: this.#number, status, headers });
    return this;
  }

  flushHeaders(): void {
    this.#send({ type: 'flushHeaders', response: this.#number });
  }

  write(chunk: string | Uint8Array, written?: () => void): boolean {
    if (this.destroyed) {
      return false;
    }
    const bytes = bytesOf(chunk);
    this.#writes.push({ length: bytes.length, written });
    this.#send({ type: 'write', response: this.#number }, bytes);
    const waiting = this.#writes.reduce((sum, { length }) => sum + length, 0);
    this.#needsDrain ||= waiting >= HIGH_WATER_MARK;
    return waiting < HIGH_WATER_MARK;
  }

  end(chunk: string | Uint8Array = ''): this {
    this.#send({ type: 'end', response: this.#number }, bytesOf(chunk));
    return this;
  }

  destroy(): this {
    this.destroyed = true;
    this.#send({ type: 'destroy', response: this.#number });
    return this;
  }

  on(event: Happening, listener: () => void): this {
    this.#listeners.push({ event, listener, once: false });
    return this;
  }

  once(event: Happening, listener: () => void): this {
    this.#listeners.push({ event, listener, once: true });
    return this;
  }

  /** The oldest write has reached the socket. */
  written(): void {
    this.#writes.shift()?.written?.();
    if (this.#writes.length === 0 && this.#needsDrain) {
      this.#needsDrain = false;
      this.#emit('drain');
    }
  }

  /** The response is complete, or its socket closed. */
  gone(): void {
    this.destroyed = true;
    this.#emit('close');
  }

  #emit(event: Happening): void {
    for (const entry of this.#listeners.filter((each) => each.event === event)) {
      if (entry.once) {
        this.#listeners.splice(this.#listeners.indexOf(entry), 1);
      }
      entry.listener();
    }
  }
}

function bytesOf(chunk: string | Uint8Array): Uint8Array {
  return typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
}
