// Keeps the latest response that is not an event stream open until it is known whether another attempt follows.
import { addAbortListener } from '../../platform/abort-listeners.js';
import type { Environment } from '../../platform/environment.js';
import { isEventStream } from '../../request/content-type.js';
import { checkResponse, unread } from '../../request/response-check.js';

export class KeptResponse {
  #kept: { readonly response: Response; close(reason?: unknown): void } | undefined;
  #isOpen = false;

  /** Keeps a response, unless its body or an earlier one is passed on as an event stream. */
  readonly keep = (response: Response, close: (reason?: unknown) => void): boolean => {
    const { ok, headers, body } = response;
    this.#isOpen ||= ok && Boolean(body) && isEventStream(headers.get('content-type'));
    this.#kept = this.#isOpen ? undefined : { response, close };
    return !this.#isOpen;
  };

  /** Refuses a response that is kept. */
  readonly accept = async (response: Response, environment: Environment): Promise<void> => {
    if (this.#kept !== undefined) {
      throw unread(response);
    }
    await checkResponse(response, environment, true);
  };

  /** Returns the response, for the caller to read until `signal` aborts. */
  take(signal: AbortSignal | null | undefined): Response | undefined {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept !== undefined) {
      addAbortListener(signal, () => {
        kept.close(signal?.reason);
      });
    }
    return kept?.response;
  }

  /** Closes the connection of the response. */
  drop(): void {
    this.#kept?.close();
    this.#kept = undefined;
  }
}
