// Starts the demo's API on a free port for one test, and asks it questions over real HTTP.

import { onTestFinished } from 'vitest';
import { createDemoServer } from '../../../../demo/server/create-demo-server.js';
import type { DemoServerOptions } from '../../../../demo/server/types.d.ts';

export interface Demo {
  url: string;
  close(): Promise<void>;
}

/** Closed when the test ends. Answers appear at once unless the test brings a pace of its own. */
export async function openDemo(options: DemoServerOptions = {}): Promise<Demo> {
  const server = createDemoServer({ pace: () => Promise.resolve(), random: () => 0.5, ...options });
  const port = await server.listen(0);
  const close = () => server.close();
  onTestFinished(close);
  return { url: `http://127.0.0.1:${port}`, close };
}

export function post(demo: Pick<Demo, 'url'>, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${demo.url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function ask(
  demo: Pick<Demo, 'url'>,
  question: string,
  headers: Record<string, string> = {},
) {
  return post(demo, { messages: [{ role: 'user', content: question }] }, headers);
}

export interface ErrorBody {
  error: { message: string; type: string; code: string };
}

export const errorOf = async (response: Response) => ((await response.json()) as ErrorBody).error;
