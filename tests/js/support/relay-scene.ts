// One call of a fetch made by chatFetch: the servers behind it, and what its caller reads.
import { fetchOfAnswers, type ChatFetchOptions } from '../../../js/src/chat/chat-fetch.js';
import { openaiChat } from '../../../js/src/chat/index.js';
import { concatenate, utf8 } from './bytes.js';
import { POST } from './chat-scene.js';
import { FakeEnvironment } from './fake-environment.js';
import { startServer, type Respond, type TestServer } from './server.js';

/** Options of a call. The result of `cursor` is passed to `resume`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Options = Partial<ChatFetchOptions<any>>;

export interface Relayed {
  readonly server: TestServer;
  readonly environment: FakeEnvironment;
  readonly fetch: typeof fetch;
  readonly response: Promise<Response>;
}

/** Sends a POST through chatFetch to a server with these responses. Delays pass at once. */
export async function relay(options: Options, ...responds: Respond[]): Promise<Relayed> {
  const server = await startServer(...responds);
  const environment = new FakeEnvironment();
  environment.releaseAll();
  const fetch = fetchOfAnswers({ format: openaiChat, ...options }, environment);
  const response = fetch(server.url, POST);
  response.catch(() => undefined);
  return { server, environment, fetch, response };
}

export interface ReadBody {
  readonly text: string;
  readonly error: unknown;
}

/** Reads a body to its end, chunk by chunk. */
export async function readBody(
  { body }: Response,
  seen: (text: string) => void = () => undefined,
): Promise<ReadBody> {
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return { text, error: undefined };
      }
      text += decoder.decode(value, { stream: true });
      seen(text);
    }
  } catch (error) {
    return { text, error };
  }
}

/** A response whose body arrives in chunks of `size` bytes. */
export function inPieces(text: string, size: number): Response {
  const bytes = utf8(text);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) {
        controller.close();
        return;
      }
      controller.enqueue(concatenate([bytes.subarray(at, at + size)]));
      at += size;
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}
