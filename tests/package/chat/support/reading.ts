// What an official client reads from a stream, in the form that is compared.

export interface Call {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly arguments: string;
}

/** An answer. It keeps what was read before the client failed. */
export class Reading {
  text = '';
  /** `undefined` if the client has no reasoning for this API. */
  reasoning: string | undefined;
  calls: Call[] = [];
  usage: readonly [input: number | undefined, output: number | undefined] | undefined;
  /** The API's own finish reason. */
  finish: string | undefined;
  /** The error of the client. */
  error: Error | undefined;

  /**
   * Adds a fragment. Values that are not text are ignored, because a program relies on the client's
   * types.
   */
  add(fragment: unknown): void {
    this.text += typeof fragment === 'string' ? fragment : '';
  }

  /** Adds a fragment of reasoning, and records that the client supports reasoning. */
  addReasoning(fragment: unknown): void {
    this.reasoning = (this.reasoning ?? '') + (typeof fragment === 'string' ? fragment : '');
  }
}

/** A way to read a stream with an official client. */
export interface OfficialReader {
  /** The client and its function. */
  readonly name: string;
  /** The name of the package's format for the same streams. */
  readonly format: string;
  /** The path that the client requests, and an equivalent request body. */
  readonly path: string;
  readonly body: object;
  /** Selects the streams that this function can read; all of the format by default. */
  readonly reads?: (body: string) => boolean;
  readonly read: (url: string, reading: Reading) => Promise<void>;
}

/** Reads a stream to its end. */
export async function readingOf({ read }: OfficialReader, url: string): Promise<Reading> {
  const reading = new Reading();
  try {
    await read(url, reading);
  } catch (error) {
    reading.error = error as Error;
  }
  return reading;
}
