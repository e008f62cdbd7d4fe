// Opens a sample page in Chromium. Returns the page's result, its requests, and every error and
// warning.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestServer } from '../../../js/support/server.js';
import { MESSAGES } from './site.js';

export interface Visit {
  /** The text that the page has written when it is done. */
  readonly answer: unknown;
  /** The request for the stream. */
  readonly requests: readonly { method: string; body: string }[];
  /** Paths of the scripts that it has requested, on any server. */
  readonly scripts: readonly string[];
  /** Console output, uncaught errors and failed requests. */
  readonly complaints: readonly string[];
}

export async function visit(page: Page, site: TestServer): Promise<Visit> {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('response', (response) => {
    if (!response.ok()) complaints.push(`${response.status()}: ${response.url()}`);
  });

  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
  });

  await page.goto(new URL('/', site.url).href);
  const answer = await page.locator('output:not(:empty)').textContent();

  return {
    answer: JSON.parse(answer ?? ''),
    requests: site.requests
      .filter(({ path }) => path === '/stream')
      .map(({ method, body }) => ({ method, body })),
    scripts,
    complaints,
  };
}

/** The page in an engine without WebAssembly. */
export async function visitWithoutWebAssembly(page: Page, site: TestServer): Promise<Visit> {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  return visit(page, site);
}

/** The stream is complete, and there are no errors or warnings. */
export function expectStream(
  { answer, requests, complaints }: Visit,
  backend: 'wasm' | 'js',
): void {
  expect(answer).toMatchObject({ backend, messages: MESSAGES });
  expect(requests).toEqual([{ method: 'POST', body: '{"question":"hello"}' }]);
  expect(complaints).toEqual([]);
}
