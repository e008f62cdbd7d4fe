// Streams on which the server says nothing more, for good: who waits for that is told, and what nobody gives up is counted.
import type { ServerResponse } from 'node:http';

/** How long a client may take to give up a stalled stream, before it counts as held up for ever. Passes only then. */
const PATIENCE = 20_000;

export class Stalls {
  /** Streams that no clock has given up. */
  readonly endured: number[] = [];
  readonly #stalled = new Set<number>();
  readonly #waiting = new Map<number, () => void>();

  /** Resolves once the client has left. */
  begin(stream: number, response: ServerResponse): Promise<void> {
    this.#stalled.add(stream);
    this.#waiting.get(stream)?.();
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => {
          this.endured.push(stream);
          response.destroy();
        },
        this.endured.length === 0 ? PATIENCE : 0,
      );
      const end = (): void => {
        clearTimeout(timer);
        this.#stalled.delete(stream);
        resolve();
      };
      if (response.closed) end();
      else response.once('close', end);
    });
  }

  /** Resolves as soon as the stream is stalled, and when `signal` aborts. For one who waits at a time. */
  of(stream: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        signal.removeEventListener('abort', end);
        if (this.#waiting.get(stream) === end) this.#waiting.delete(stream);
        resolve();
      };
      signal.addEventListener('abort', end);
      this.#waiting.set(stream, end);
      if (signal.aborted || this.#stalled.has(stream)) end();
    });
  }
}
