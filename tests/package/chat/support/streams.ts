// The streams of the package's own tests, served to a client and to the package.
import { readdir } from 'node:fs/promises';
import * as sources from '../../../../js/src/chat/index.js';
import { inRoot } from '../../../../scripts/support/paths.mjs';
import { joined, type JoinedAnswer } from '../../../js/support/chat-answer.js';
import type { ChatStream } from '../../../js/support/chat-streams/stream.js';
import { serve } from '../../../support/test-server.js';
import { chat } from './package.js';
import type { OfficialReader } from './reading.js';

type Named = Readonly<Record<string, unknown>>;

/** Every stream of every data file: new streams are compared without a change here. */
const STREAMS: readonly ChatStream[] = (
  await Promise.all(
    (await readdir(inRoot('tests', 'js', 'support', 'chat-streams')))
      .filter((file) => file !== 'stream.ts')
      .map(
        (file) => import(inRoot('tests', 'js', 'support', 'chat-streams', file)) as Promise<Named>,
      ),
  )
)
  .flatMap((module) => Object.values(module) as ChatStream[][])
  .flat();

/** The streams that a client reads: those of its API. */
export function streamsOf({ format, reads = () => true }: OfficialReader): readonly ChatStream[] {
  return STREAMS.filter(
    (stream) => stream.format === (sources as Named)[format] && reads(stream.body),
  );
}

/** Starts a server that responds with a stream. Resolves to its URL and the requested paths. */
export async function serveStream({
  type = 'text/event-stream',
  body,
}: ChatStream): Promise<{ url: string; paths: (string | undefined)[] }> {
  const paths: (string | undefined)[] = [];
  const { url } = await serve((request, response) => {
    paths.push(request.url);
    request.resume();
    response.writeHead(200, { 'content-type': type, connection: 'close' }).end(body);
  });
  return { url, paths };
}

/** Reads a stream with the installed package. */
export function answerOf(
  { format, path, body }: OfficialReader,
  url: string,
): Promise<JoinedAnswer> {
  return joined(
    chat.chatParts(url + path, {
      format: (chat as Named)[format] as sources.ChatFormat,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}
