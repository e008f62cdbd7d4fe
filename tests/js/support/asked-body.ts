// A fetch whose body gives a chunk only when it is asked for one, and counts how often that is.
import { utf8 } from './bytes.js';

export interface AskedBody {
  readonly fetch: () => Promise<Response>;
  /** How often a chunk has been asked for. */
  readonly asked: number;
  /** Nobody will ask any more. */
  readonly cancelled: boolean;
}

/** An event stream of these chunks; after them it ends. */
export function askedBody(...chunks: string[]): AskedBody {
  let asked = 0;
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const chunk = chunks[asked];
        asked += 1;
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
    get asked() {
      return asked;
    },
    get cancelled() {
      return cancelled;
    },
  };
}
