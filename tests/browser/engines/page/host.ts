// What tests need of their runtime, for browsers: replaces tests/js/support/host.ts.
import { onTestFinished } from 'vitest';
import { conformanceFiles as filesOfConformance } from 'conformance-files';
import type { ConformanceFile } from '../../../js/support/host.js';
import type { Listener, ServerEvents } from '../../../js/support/server.js';
import { decode, encode, type FromPage, type ToPage } from '../wire.mjs';
import { RemoteResponse } from './remote-response.js';

class Link {
  readonly #socket: WebSocket;
  readonly #servers = new Map<number, ServerEvents>();
  readonly #responses = new Map<number, RemoteResponse>();
  /** The callers that wait for an answer, by its number. */
  readonly #waiting = new Map<string, (text: string) => void>();
  #numbers = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      this.#receive(decode<ToPage>(new Uint8Array(data as ArrayBuffer)).message);
    });
  }

  static async open(): Promise<Link> {
    const socket = new WebSocket(`ws://${location.host}/relay`);
    socket.binaryType = 'arraybuffer';
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    return new Link(socket);
  }

  async listen(events: ServerEvents): Promise<Listener> {
    const server = (this.#numbers += 1);
    this.#servers.set(server, events);
    const path = await this.#request({ type: 'open', server }, `opened ${server}`);
    return {
      url: `${location.origin}${path}`,
      dropConnections: () => this.#send({ type: 'cut', server }),
      close: async () => {
        await this.#request({ type: 'close', server }, `closed ${server}`);
      },
    };
  }

  /** Sends a question that has no other effect. */
  question(type: 'ping' | 'urlWithoutServer'): Promise<string> {
    const question = (this.#numbers += 1);
    return this.#request({ type, question }, `answer ${question}`);
  }

  #request(message: FromPage, answer: string): Promise<string> {
    return new Promise((resolve) => {
      this.#waiting.set(answer, resolve);
      this.#send(message);
    });
  }

  #send(message: FromPage, bytes?: Uint8Array): void {
    this.#socket.send(encode(message, bytes));
  }

  #resolve(answer: string, text = ''): void {
    this.#waiting.get(answer)?.(text);
    this.#waiting.delete(answer);
  }

  #receive(message: ToPage): void {
    switch (message.type) {
      case 'opened':
        this.#resolve(`opened ${message.server}`, message.path);
        break;
      case 'closed':
        this.#resolve(`closed ${message.server}`);
        break;
      case 'answer':
        this.#resolve(`answer ${message.question}`, message.text);
        break;
      case 'socketCarries':
        this.#servers.get(message.server)?.carries(message.socket);
        break;
      case 'socketClosed':
        this.#servers.get(message.server)?.closed(message.socket);
        break;
      case 'request': {
        const { server, response, request } = message;
        const remote = new RemoteResponse(response, this.#send.bind(this));
        this.#responses.set(response, remote);
        this.#servers.get(server)?.onRequest(request, remote);
        break;
      }
      case 'written':
        this.#responses.get(message.response)?.written();
        break;
      case 'gone':
        this.#responses.get(message.response)?.gone();
        this.#responses.delete(message.response);
        break;
      case 'fault':
        throw new Error(message.message);
    }
  }
}

let opening: Promise<Link> | undefined;

function link(): Promise<Link> {
  return (opening ??= Link.open());
}

/** A part of the paths of this page's own origin, served by real sockets in Node. */
export async function listen(events: ServerEvents): Promise<Listener> {
  return (await link()).listen(events);
}

/** A URL on which no server listens. */
export async function urlWithoutServer(): Promise<string> {
  return (await link()).question('urlWithoutServer');
}

/** Runs everything that is ready, here and in the servers. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await nextTask();
  }
  await (await link()).question('ping');
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}

/** Uncaught errors while the test runs. */
export function unhandledRejections(): unknown[] {
  const reasons: unknown[] = [];
  const keep = ({ reason }: PromiseRejectionEvent): void => void reasons.push(reason);
  addEventListener('unhandledrejection', keep);
  onTestFinished(() => removeEventListener('unhandledrejection', keep));
  return reasons;
}

let packages = 0;

/** The package as it is before its first use. */
export async function freshPackage(): Promise<typeof import('../../../../js/src/index.js')> {
  const url = `/package.js?${(packages += 1)}`;
  return (await import(url)) as typeof import('../../../../js/src/index.js');
}

/** The files of tests/support/conformance/, by name. The bundler includes them. */
export function conformanceFiles(): ConformanceFile[] {
  return filesOfConformance;
}
