// An answer at the rate of a model: so many chunks a second, by the server's clock.
import type { ServerResponse } from 'node:http';

const WORDS = 'Streams of words come one after another, and each is drawn when it is there. '.split(
  /(?= )/,
);
/** A new paragraph, so that the answer is as high as a real one. */
const PARAGRAPH = 60;

/** Writes `rate` single chunks a second, for so many seconds. */
export function writeTokens(response: ServerResponse, rate: number, seconds: number): void {
  const all = Math.round(rate * seconds);
  const begun = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = Math.min(all, ((performance.now() - begun) / 1000) * rate);
    for (; sent < Math.floor(due); sent += 1) {
      response.write(`data: ${JSON.stringify(chunk(sent))}\n\n`);
    }
    if (sent === all) {
      clearInterval(timer);
      response.end('data: [DONE]\n\n');
    }
  }, 1);
  response.once('close', () => clearInterval(timer));
}

function chunk(position: number): unknown {
  const content = position % PARAGRAPH === 0 ? '\n\n' : WORDS[position % WORDS.length];
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    model: 'model',
    choices: [{ index: 0, delta: { content }, finish_reason: null }],
  };
}
