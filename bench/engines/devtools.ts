// Chromium, driven through the few commands of its DevTools protocol that are needed. A driver that
// watches the network makes Chromium parse every event stream a second time, on the measured
// thread.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chromium gives a page in the background less CPU time.
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--disable-background-timer-throttling',
  '--remote-debugging-port=0',
];

type Answer = Readonly<Record<string, unknown>>;

interface Message {
  readonly id?: number;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

export class DevTools {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #calls = 0;

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as Message;
      this.#waiting.get(message.id ?? 0)?.(message);
    });
    socket.on('close', () => {
      for (const settle of this.#waiting.values()) {
        settle({ error: { message: 'Chromium has ended' } });
      }
    });
  }

  static async launch(executablePath: string): Promise<DevTools> {
    const profile = await mkdtemp(join(tmpdir(), 'bench-chromium-'));
    const args = [...ARGUMENTS, `--user-data-dir=${profile}`, 'about:blank'];
    const process = spawn(executablePath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const socket = new WebSocket(await addressOf(process), { maxPayload: 0 });
    await once(socket, 'open');
    return new DevTools(process, profile, socket);
  }

  /**
   * Rejects with Chromium's error. `session`: of a page; without it, the command goes to the
   * browser.
   */
  async send(method: string, params: object = {}, session?: string): Promise<Answer> {
    const id = (this.#calls += 1);
    const message = await new Promise<Message>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#socket.send(JSON.stringify({ id, method, params, sessionId: session }));
    });
    this.#waiting.delete(id);
    if (message.error !== undefined) {
      throw new Error(`${method}: ${message.error.message}`);
    }
    return message.result ?? {};
  }

  async close(): Promise<void> {
    const exit = once(this.#process, 'exit');
    await this.send('Browser.close');
    await exit;
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr !== null) {
    for await (const line of createInterface({ input: stderr })) {
      const [, address] = /^DevTools listening on (ws:.*)$/.exec(line) ?? [];
      if (address !== undefined) {
        // Unread output would fill the pipe and block Chromium.
        stderr.resume();
        return address;
      }
    }
  }
  throw new Error('Expected Chromium to print its DevTools address, got the end of its output');
}
