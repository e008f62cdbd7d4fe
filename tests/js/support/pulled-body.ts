// A fetch whose body makes a chunk only on demand, and counts the chunks.
import { utf8 } from './bytes.js';

export interface PulledBody {
  readonly fetch: () => Promise<Response>;
  /** The number of chunks that have been requested. */
  readonly pulls: number;
  /** The body was cancelled. */
  readonly cancelled: boolean;
}

/** An event stream of these chunks; after them it ends. */
export function pulledBody(...chunks: string[]): PulledBody {
  let pulls = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const chunk = chunks[pulls];
        pulls += 1;
        if (chunk === undefined) {
          controller.close();
        } else {
          controller.enqueue(utf8(chunk));
        }
      },
      cancel: () => {
        cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const headers = { 'content-type': 'text/event-stream' };
  return {
    fetch: async () => new Response(body, { headers }),
    get pulls() {
      return pulls;
    },
    get cancelled() {
      return cancelled;
    },
  };
}
