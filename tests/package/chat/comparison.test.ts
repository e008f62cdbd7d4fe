// docs/comparison.md: what a program receives if an answer fails, and how many requests are sent.
// This test generates the table.
import { readFileSync } from 'node:fs';
import { text as textOf } from 'node:stream/consumers';
import type { ServerResponse } from 'node:http';
import { expect, test, vi } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { serve } from '../../support/test-server.js';
import { COMPARED } from './support/clients-compared.js';
import { OPENAI_CHAT } from './support/sdk-calls.js';

const WORDS = ['Hello', ', wo', 'rld!'];
const HALF = OPENAI_CHAT.wire(WORDS.slice(0, 2)).join('');
const ERROR = 'data: {"error": {"type": "server_error", "message": "Overloaded"}}\n\n';
/** A client with so many requests does not stop. */
const MANY_POSTS = 3;

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'is complete': (response) =>
    void response.end(OPENAI_CHAT.wire(WORDS).join('') + OPENAI_CHAT.last),
  'ends early': (response) => void response.end(HALF),
  'is cut': (response) => void response.write(HALF),
  'carries an error': (response) => void response.end(HALF + ERROR),
};

/** Returns the cells of a row. */
async function play(answer: string, client: string): Promise<string[]> {
  const seen: string[] = [];
  const stop = new AbortController();
  let posts = 0;
  const server = await serve((request, response) => {
    posts += 1;
    if (posts > MANY_POSTS) {
      stop.abort();
      return;
    }
    void textOf(request).then(() => {
      // Clients that repeat the request do so at once.
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('retry: 10\n\n');
      ANSWERS[answer]?.(response);
    });
  });
  const stopped = new Promise<string>((resolve) => {
    stop.signal.addEventListener('abort', () => resolve('never ends'));
  });
  const see = (text: string): void => {
    seen.push(text);
    if (answer === 'is cut' && text.endsWith(', wo')) {
      server.cut();
    }
  };
  const read = COMPARED[client]?.(server.url, see, stop.signal).then(
    () => 'success',
    (error: unknown) => `\`${(error as Error).constructor.name}\``,
  );
  const end = await Promise.race([read, stopped]);
  const text = seen.join('');
  const repeats = posts > MANY_POSTS;
  return [
    answer,
    client,
    `\`${repeats ? `${text.slice(0, 18)}…` : text}\``,
    end ?? '',
    repeats ? 'no end' : String(posts),
  ];
}

test('docs/comparison.md: the table equals the results', async () => {
  const rows: string[][] = [];
  for (const answer of Object.keys(ANSWERS)) {
    for (const client of Object.keys(COMPARED)) {
      rows.push(await play(answer, client));
    }
  }
  vi.unstubAllGlobals();

  const table = readFileSync(inRoot('docs', 'comparison.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| (?!-|the body)/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(table).toEqual(rows);
});
