// A page under playwright-core that is one of two tabs: the other one can be brought to the front.
import type { Page } from 'playwright-core';
import type { EnginePage } from './engine.js';

/** A page with its console output, including the engine's own lines and excluding its workers. */
export interface PrintingPage extends EnginePage {
  /** Resolves to all lines once one of them contains `text`. */
  printedUntil: (text: string) => Promise<string[]>;
}

export function tabbedPage(page: Page, other: Page): PrintingPage {
  const lines: string[] = [];
  let printed: () => void = () => undefined;
  const print = (line: string): void => {
    lines.push(line);
    printed();
  };
  page.on('console', (message) => print(message.text()));
  page.on('pageerror', (error) => print(error.message));
  return {
    printedUntil: async (text) => {
      while (!lines.some((line) => line.includes(text))) {
        await new Promise<void>((resolve) => (printed = resolve));
      }
      return lines;
    },
    goto: async (url) => {
      await page.goto(url);
    },
    evaluate: evaluator(page),
    cover: () => other.bringToFront(),
    uncover: () => page.bringToFront(),
    // `page.goBack` waits for a load event, which a document from the back/forward cache does not
    // have.
    back: () => page.evaluate(() => history.back()),
    close: () => page.close(),
  };
}

interface Evaluates {
  evaluate: (action: never, argument: unknown) => Promise<unknown>;
}

/** The types of playwright-core convert handles in arguments. There are none here. */
export function evaluator(target: Evaluates): EnginePage['evaluate'] {
  return <Result>(action: unknown, argument: unknown) =>
    target.evaluate(action as never, argument) as Promise<Result>;
}
