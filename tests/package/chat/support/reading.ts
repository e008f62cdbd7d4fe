// What an official client reads from a stream, in the form in which it is compared.

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
  /** The API's own word for the end. */
  finish: string | undefined;
  /** What the client threw. */
  error: Error | undefined;

  /** Adds a fragment. Anything but text is left out: a program relies on the types of the client. */
  add(fragment: unknown): void {
    this.text += typeof fragment === 'string' ? fragment : '';
  }

  /** Adds a fragment of reasoning, and says that the client has reasoning. */
  addReasoning(fragment: unknown): void {
    this.reasoning = (this.reasoning ?? '') + (typeof fragment === 'string' ? fragment : '');
  }
}

/** A way to read a stream with an official client. */
export interface OfficialReader {
  /** The client and the function that is called. */
  readonly name: string;
  /** The name of the format that the package reads the same streams with. */
  readonly format: string;
  /** The path that the client requests, and a request body of the same meaning. */
  readonly path: string;
  readonly body: object;
  /** Reads the streams that this function is for; all of the format by default. */
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
