// The start of most scenarios: a page whose stream has delivered its first message.
import type { EnginePage, OpenPage, TestPage } from './engine.js';
import type { StartOptions } from './recorder.js';
import type { Exchange } from '../../support/exchange.js';
import { startStreamServer, type StreamServer } from './stream-server.js';

export interface StreamingPage<Page extends EnginePage> {
  readonly server: StreamServer;
  readonly page: TestPage<Page>;
  /** The stream's first request, which is open. */
  readonly first: Exchange;
}

/** `text` is the first part of the stream: a message whose data is 1. `host` is the server's. */
export async function streamingPage<Page extends EnginePage>(
  openPage: OpenPage<Page>,
  options: StartOptions,
  text = 'data: 1\n\n',
  host?: string,
): Promise<StreamingPage<Page>> {
  const server = await startStreamServer(host);
  const page = await openPage(server);
  await page.start(options);
  const first = await server.next();
  first.send(text);
  await page.until('message 1');
  return { server, page, first };
}
