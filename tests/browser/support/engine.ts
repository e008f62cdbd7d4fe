// A page in a real browser with any driver, and the states that a user and a machine can bring it
// into.
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { installRecorder, type StartOptions } from './recorder.js';
import type { StreamServer } from './stream-server.js';

/** A host name of this machine that browsers take for another machine. */
export const REMOTE_HOST = 'server.test';

/**
 * What can be done to a page in every engine by user actions: no event is dispatched by a script.
 */
export interface EnginePage {
  /** Loads a document in place of the current one. */
  goto: (url: string) => Promise<void>;
  evaluate: <Result, Argument>(
    action: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ) => Promise<Result>;
  /** Puts something in front of the page, or brings the page to the front again. Neither waits. */
  cover: () => Promise<void>;
  uncover: () => Promise<void>;
  /** Goes back in the session history. Does not wait. */
  back: () => Promise<void>;
  close: () => Promise<void>;
}

export interface Engine<Page extends EnginePage = EnginePage> {
  /** A visible page. */
  openPage: () => Promise<Page>;
  close: () => Promise<void>;
}

/** What scenarios act on: the page of the running test, with the library and the recorder in it. */
export class TestPage<Page extends EnginePage = EnginePage> {
  readonly driver: Page;
  readonly #server: StreamServer;

  constructor(driver: Page, server: StreamServer) {
    this.driver = driver;
    this.#server = server;
  }

  async open(): Promise<void> {
    await this.driver.goto(this.#server.url);
    await this.record();
  }

  /** Installs the recorder in the context that has, or will have, the library. */
  async record(): Promise<void> {
    while (!(await this.driver.evaluate(() => 'library' in globalThis, undefined)));
    await this.driver.evaluate(installRecorder, undefined);
  }

  start(options: StartOptions): Promise<void> {
    return this.driver.evaluate((argument) => recorder.start(argument), options);
  }

  abort(): Promise<void> {
    return this.driver.evaluate(() => recorder.abort(), undefined);
  }

  releaseErrors(): Promise<void> {
    return this.driver.evaluate(() => recorder.releaseErrors(), undefined);
  }

  until(beginning: string): Promise<string[]> {
    return this.driver.evaluate((wanted) => recorder.until(wanted), beginning);
  }

  pause(): Promise<void> {
    return this.driver.evaluate(() => recorder.pause(), undefined);
  }

  mark(): Promise<void> {
    return this.driver.evaluate(() => recorder.mark(), undefined);
  }

  /** On the page's clock, in milliseconds. */
  now(): Promise<number> {
    return this.driver.evaluate(() => performance.now(), undefined);
  }

  log(): Promise<string[]> {
    return this.driver.evaluate(() => recorder.log, undefined);
  }

  async hide(): Promise<void> {
    await this.driver.cover();
    await this.#visibility('hidden');
  }

  async show(): Promise<void> {
    await this.driver.uncover();
    await this.#visibility('visible');
  }

  /** To another document. The current one may enter the back/forward cache. */
  async leave(): Promise<void> {
    await this.driver.goto(`${this.#server.url}/elsewhere`);
  }

  /** Back to the document that was left, or to a new one in its place, which has no recorder. */
  async comeBack(): Promise<void> {
    await this.driver.back();
    for (;;) {
      // While one document replaces the other, evaluation fails.
      const path = await this.driver
        .evaluate(() => (document.readyState === 'complete' ? location.pathname : ''), undefined)
        .catch(() => '');
      if (path === '/') return;
    }
  }

  #visibility(wanted: DocumentVisibilityState): Promise<void> {
    return this.driver.evaluate(
      (state) =>
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (document.visibilityState !== state) return;
            document.removeEventListener('visibilitychange', look);
            resolve();
          };
          document.addEventListener('visibilitychange', look);
          look();
        }),
      wanted,
    );
  }
}

export type OpenPage<Page extends EnginePage = EnginePage> = (
  server: StreamServer,
) => Promise<TestPage<Page>>;

/**
 * One browser for the surrounding tests, and a page for each of them, which is closed with the
 * test.
 */
export function usePages<Page extends EnginePage>(
  launch: () => Promise<Engine<Page>>,
): () => Promise<Page> {
  let engine: Engine<Page> | undefined;
  beforeAll(async () => {
    engine = await launch();
  });
  afterAll(() => engine?.close());
  return async () => {
    if (engine === undefined) throw new Error('The browser has not been started.');
    const page = await engine.openPage();
    onTestFinished(() => page.close());
    return page;
  };
}

/** The same; each page has a recorder. */
export function useEngine<Page extends EnginePage>(
  launch: () => Promise<Engine<Page>>,
): OpenPage<Page> {
  const openPage = usePages(launch);
  return async (server) => {
    const page = new TestPage(await openPage(), server);
    await page.open();
    return page;
  };
}
