// Reads the demo's event stream without the library under test.

export interface RawEvent {
  id: string;
  data: string;
}

export interface Chunk {
  id: string;
  object: string;
  model: string;
  choices: {
    index: number;
    delta: { role?: string; content?: string };
    finish_reason: string | null;
  }[];
  error?: { message: string; code: string };
}

export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(response: Response) {
    if (response.body === null) throw new Error('The response has no body.');
    this.#reader = response.body.getReader();
  }

  /** Resolves with undefined at the end of the stream; rejects when the connection breaks. */
  async next(): Promise<RawEvent | undefined> {
    const block = await this.#block();
    return block === undefined ? undefined : parseBlock(block);
  }

  /** The data of the next event, which has no ID. */
  async nextData(): Promise<string | undefined> {
    return (await this.#block())?.replace(/^data: /, '');
  }

  async #block(): Promise<string | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end !== -1) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        // Comments keep the connection alive.
        if (block.startsWith(':')) continue;
        return block;
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  async take(count: number): Promise<RawEvent[]> {
    const events: RawEvent[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (event === undefined) throw new Error(`The stream ended after ${events.length} events.`);
      events.push(event);
    }
    return events;
  }

  async rest(): Promise<RawEvent[]> {
    const events: RawEvent[] = [];
    for (let event = await this.next(); event; event = await this.next()) events.push(event);
    return events;
  }

  async cancel(): Promise<void> {
    await this.#reader.cancel();
  }
}

function parseBlock(block: string): RawEvent {
  const match = /^id: (.*)\ndata: (.*)$/.exec(block);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new Error(`Not an id line and a data line: ${JSON.stringify(block)}`);
  }
  return { id: match[1], data: match[2] };
}

export const parseChunk = ({ data }: RawEvent) => JSON.parse(data) as Chunk;

/** The text that a run of events adds to an answer. */
export function textOf(events: RawEvent[]): string {
  return events
    .filter(({ data }) => data !== '[DONE]')
    .map((event) => parseChunk(event).choices[0]?.delta.content ?? '')
    .join('');
}
