// A log of a page or worker: its lifecycle events, the stream's requests, and what the stream
// delivers.

export interface StartOptions {
  /** `'loop'` is `eventStream`, the other one `fetchEventSource`. */
  shape?: 'callbacks' | 'loop';
  /** The result of `resume`. */
  resumeAt?: string;
  /** `onerror` returns when `releaseErrors` is called, and not before. */
  holdsErrors?: boolean;
  init?: {
    method?: string;
    openWhenHidden?: boolean;
    resume?: 'last-event-id';
    retry?: { initialDelay?: number; maxDelay?: number; maxAttempts?: number };
    timeouts?: { idle?: number };
  };
}

export interface Recorder {
  readonly log: string[];
  /** Requests `/stream`, and records the result. */
  start: (options: StartOptions) => void;
  abort: () => void;
  releaseErrors: () => void;
  /** Resolves to the log once it has an entry with this beginning. */
  until: (beginning: string) => Promise<string[]>;
  /**
   * Resolves once timers that were set after the call have run, one after the other: longer than
   * several of the retry delays in use here.
   */
  pause: () => Promise<void>;
  /**
   * The same, and then sends another request, which marks the position in the server's list of
   * requests.
   */
  mark: () => Promise<void>;
}

declare global {
  var recorder: Recorder;
}

/** Runs in a page or worker that has the library. It must not refer to anything outside. */
export function installRecorder(): void {
  const log: string[] = [];
  const looks = new Set<() => void>();
  const record = (entry: string): void => {
    log.push(entry);
    looks.forEach((look) => look());
  };

  const when = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        looks.delete(look);
        resolve();
      };
      looks.add(look);
      look();
    });

  const { fetch: send, document } = globalThis as { fetch: typeof fetch; document?: Document };
  const signals: AbortSignal[] = [];
  globalThis.fetch = (input, init) => {
    if (signals.some((signal) => !signal.aborted)) record('a second connection');
    if (init?.signal) signals.push(init.signal);
    record('fetch');
    return send(input, init);
  };

  document?.addEventListener('visibilitychange', () => record(document.visibilityState));
  for (const type of ['freeze', 'resume']) document?.addEventListener(type, () => record(type));
  for (const type of ['pagehide', 'pageshow']) {
    addEventListener(type, (event) => {
      if ((event as PageTransitionEvent).persisted) record(type);
    });
  }

  const stop = new AbortController();
  let releaseErrors = (): void => undefined;
  const released = new Promise<void>((resolve) => (releaseErrors = resolve));
  const describe = (error: unknown): string => {
    const { name, phase } = error as InstanceType<typeof library.EventStreamError>;
    return `${name} (${phase})`;
  };

  const readWithCallbacks = async (options: StartOptions): Promise<void> => {
    const { resumeAt } = options;
    await library.fetchEventSource('/stream', {
      ...options.init,
      signal: stop.signal,
      ...(resumeAt === undefined ? {} : { resume: () => resumeAt }),
      onmessage: ({ data }) => record(`message ${data}`),
      onretry: () => record('retry'),
      onclose: () => record('close'),
      onerror: async (error: unknown) => {
        record(`error ${describe(error)}`);
        if (options.holdsErrors) await released;
      },
    });
  };
  const readInALoop = async ({ init, resumeAt }: StartOptions): Promise<void> => {
    const stream = library.eventStream('/stream', {
      ...init,
      signal: stop.signal,
      ...(resumeAt === undefined ? {} : { resume: () => resumeAt }),
      onretry: () => record('retry'),
    });
    for await (const { data } of stream) record(`message ${data}`);
  };

  const pause = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  globalThis.recorder = {
    log,
    start: (options) => {
      const read = options.shape === 'loop' ? readInALoop : readWithCallbacks;
      read(options).then(
        () => record('resolved'),
        (error: unknown) => record(`rejected ${describe(error)}`),
      );
    },
    abort: () => stop.abort(),
    releaseErrors: () => releaseErrors(),
    until: async (beginning) => {
      await when(() => log.some((entry) => entry.startsWith(beginning)));
      return [...log];
    },
    pause,
    mark: async () => {
      await pause();
      await send('/stream?mark');
    },
  };
}
