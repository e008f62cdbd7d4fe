// A server that sends many chat answers at once: one token per chunk, at an even rate, to one
// answer after another.
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Random } from '../../tests/js/chaos/random.js';
import type { Answer } from '../fixtures/answer.js';
import { answerNamed } from '../fixtures/answers.js';

const SEED = 20_261_130;
/** A prime, so that every answer gets different tokens in a different order. */
const TOKENS = 997;
const BACKLOG = 4096;
const encoder = new TextEncoder();

export class GatewayServer {
  readonly #server: Server;
  readonly #answers: ServerResponse[] = [];
  readonly #tokens: readonly { readonly bytes: Uint8Array; readonly characters: number }[];
  readonly #end: string;
  /** The number of tokens written to all answers together, and of characters in their text. */
  tokens = 0;
  characters = 0;

  private constructor({ block, opening = [], closing }: Answer) {
    const random = new Random(SEED);
    this.#tokens = Array.from({ length: TOKENS }, (_, index) => {
      const { text, answer = '' } = block(random, index, 0);
      return { bytes: encoder.encode(text), characters: answer.length };
    });
    this.#end =
      closing?.(TOKENS, '')
        .map(({ text }) => text)
        .join('') ?? '';
    const begin = opening.map(({ text }) => text).join('');
    this.#server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(begin);
      this.#answers.push(response);
    });
  }

  static async start(): Promise<GatewayServer> {
    const answer = answerNamed('openai-chat');
    if (answer === undefined) {
      throw new RangeError('Expected an answer of OpenAI among the fixtures');
    }
    const server = new GatewayServer(answer);
    server.#server.listen({ port: 0, host: '127.0.0.1', backlog: BACKLOG });
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Writes a token to each answer every so many `milliseconds`, for so many `seconds`. */
  async send(milliseconds: number, seconds: number): Promise<void> {
    const answers = this.#answers;
    const rate = answers.length / milliseconds;
    const all = Math.round(rate * seconds * 1000);
    const begun = performance.now();
    let sent = 0;
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const due = Math.min(all, Math.floor((performance.now() - begun) * rate));
        for (; sent < due; sent += 1) {
          this.#write(answers[sent % answers.length]);
        }
        if (sent === all) {
          clearInterval(timer);
          resolve();
        }
      }, 1);
    });
  }

  /** Ends all answers. */
  finish(): void {
    for (const answer of this.#answers) {
      answer.end(this.#end);
    }
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #write(answer: ServerResponse | undefined): void {
    const token = this.#tokens[this.tokens % TOKENS];
    if (answer === undefined || token === undefined) {
      throw new RangeError('Expected an answer to write to');
    }
    answer.write(token.bytes);
    this.tokens += 1;
    this.characters += token.characters;
  }
}
