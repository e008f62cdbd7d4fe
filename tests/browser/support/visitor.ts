// Reads streams wherever the package has been loaded, and returns the results. It is sent to pages
// and workers as text, so it must not refer to anything outside itself.
import type { EventSourceMessage } from '../../../js/src/index.js';

type Library = typeof import('../../../js/src/index.js');

/** The results of two streams at once, a third stream and five calls of `ready`. */
export interface Visit {
  readonly streams: EventSourceMessage[][];
  readonly backends: string[];
  readonly failures: Failure[];
  /** The policy violations of the context since its start, as `directive blocked`. */
  readonly violations: string[];
  /** Console output of the code here, and uncaught errors. */
  readonly printed: string[];
}

export interface Failure {
  readonly name: string;
  readonly message: string;
  /** The errors of an AggregateError. */
  readonly causes: string[];
}

export interface Visitor {
  visit: (library: Library) => Promise<Visit>;
  /** Makes a visit whenever a page requests one, in any kind of worker. */
  serve: (library: Library) => void;
}

declare global {
  /** In every context, before the package is loaded. */
  var visitor: Visitor;
  /** In every page: the result of a visit in the context of the package, as JSON. */
  var visit: () => Promise<string>;
}

/**
 * @param marks whether each visit ends with a request that the policy blocks: all its reports have
 * arrived by then
 */
export function createVisitor(marks: boolean): Visitor {
  const violations: string[] = [];
  const printed: string[] = [];
  for (const name of ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const) {
    console[name] = (...words: unknown[]) => printed.push(`${name} ${words.join(' ')}`);
  }
  addEventListener('error', ({ message }) => printed.push(`uncaught ${message}`));
  addEventListener('unhandledrejection', ({ reason }) =>
    printed.push(`uncaught ${String(reason)}`),
  );

  let seeMark: () => void;
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (blockedURI.startsWith('http://mark-')) {
      seeMark();
    } else {
      violations.push(`${effectiveDirective} ${blockedURI}`);
    }
  });
  let visits = 0;
  const mark = async (): Promise<void> => {
    const seen = new Promise<void>((resolve) => (seeMark = resolve));
    // Engines do not report the same violation twice.
    visits += 1;
    await fetch(`http://mark-${visits}.invalid/`).catch(() => undefined);
    await seen;
  };

  let opened = 0;
  const read = async (library: Library): Promise<EventSourceMessage[]> => {
    const number = (opened += 1);
    const messages: EventSourceMessage[] = [];
    await library.fetchEventSource(`/stream?${number}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: '问题 🎈',
      onmessage: async (message) => {
        messages.push(message);
        await fetch(`/more?${number}`);
      },
    });
    return messages;
  };

  const failureOf = ({ name, message, cause }: Error): Failure => ({
    name,
    message,
    causes: cause instanceof AggregateError ? cause.errors.map(String) : [],
  });

  const visit = async (library: Library): Promise<Visit> => {
    const streams: EventSourceMessage[][] = [];
    const backends: string[] = [];
    const failures: Failure[] = [];
    const readOne = (): Promise<void> =>
      read(library).then(
        (messages) => void streams.push(messages),
        (error: unknown) => void failures.push(failureOf(error as Error)),
      );
    const beReady = (): Promise<void> =>
      library.ready().then(
        (backend) => void backends.push(backend),
        (error: unknown) => void failures.push(failureOf(error as Error)),
      );
    await Promise.all([beReady(), readOne(), beReady(), readOne(), beReady()]);
    await beReady();
    await readOne();
    await beReady();
    if (marks) await mark();
    return { streams, backends, failures, violations, printed };
  };

  const answer = async (library: Library, port: MessagePort | undefined): Promise<void> => {
    port?.postMessage(JSON.stringify(await visit(library)));
  };
  const serve = (library: Library): void => {
    const hear = (event: MessageEvent & { waitUntil?: (done: Promise<void>) => void }): void => {
      const done = answer(library, event.ports[0]);
      // A service worker may be stopped when it has no event to handle.
      event.waitUntil?.(done);
    };
    addEventListener('message', hear);
    // A shared worker receives messages only through the port of each page.
    addEventListener('connect', (event) => {
      const [port] = (event as MessageEvent).ports;
      if (port !== undefined) port.onmessage = hear;
    });
  };

  return { visit, serve };
}

/**
 * For a page whose package is in a worker. Rejects with the reason if the worker does not start.
 */
export async function visitWorker(
  kind: 'dedicated' | 'shared' | 'service',
  type: WorkerType,
): Promise<string> {
  const url = '/worker.js';
  const { port1, port2 } = new MessageChannel();
  const failed = (source: AbstractWorker): Promise<never> =>
    new Promise((_, reject) => {
      source.onerror = ({ message }) => reject(new Error(`${url}: ${message}`));
    });
  const answered = new Promise<string>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data as string);
  });
  if (kind === 'dedicated') {
    const worker = new Worker(url, { type });
    worker.postMessage('', [port2]);
    return Promise.race([answered, failed(worker)]);
  }
  if (kind === 'shared') {
    const worker = new SharedWorker(url, { type });
    worker.port.postMessage('', [port2]);
    return Promise.race([answered, failed(worker)]);
  }
  await navigator.serviceWorker.register(url, { type });
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage('', [port2]);
  return answered;
}
