// Streams on which the server sends nothing more: notifies the waiting client, and counts the
// streams that no client ends.
import type { ServerResponse } from 'node:http';

/**
 * How long a client may take to end a stalled stream before it counts as stuck. Passes only if it
 * does.
 */
const PATIENCE = 20_000;

export class Stalls {
  /** Stalled streams that no timeout has ended. */
  readonly endured: number[] = [];
  readonly #stalled = new Set<number>();
  readonly #waiting = new Map<number, () => void>();

  /** Resolves once the client has closed the connection. */
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

  /**
   * Resolves as soon as the stream is stalled, and when `signal` aborts. Supports one waiter at a
   * time.
   */
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
