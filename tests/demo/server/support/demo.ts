// Starts the demo's API on a free port for one test, and sends requests to it.

import { onTestFinished } from 'vitest';
import { readSettings } from '../../../../demo/server/settings.js';
import { startServer } from '../../../../demo/server/start.js';
import type { Limits, Model } from '../../../../demo/server/types.d.ts';
import { Gate } from './gate.js';

export interface Demo {
  url: string;
  close(): Promise<void>;
}

export interface DemoOptions {
  env?: Record<string, string | undefined>;
  limits?: Partial<Limits>;
  /** Replaces the model of the environment. */
  model?: Model;
}

/** Closed when the test ends. */
export async function openDemo({ env = {}, limits, model }: DemoOptions = {}): Promise<Demo> {
  const settings = readSettings(env);
  settings.limits = { ...settings.limits, ...limits };
  settings.port = 0;
  const { url, close } = await startServer(settings, model && { model });
  onTestFinished(close);
  return { url: `http://127.0.0.1:${new URL(url).port}`, close };
}

/** A demo whose model writes without waiting. */
export function openFastDemo(options: DemoOptions = {}): Promise<Demo> {
  const gate = new Gate();
  gate.open();
  return openDemo({ model: gate.model, ...options });
}

type Asked = Pick<Demo, 'url'>;

export function post(demo: Asked, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${demo.url}/api/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function ask(demo: Asked, question: string, headers: Record<string, string> = {}) {
  return post(demo, { messages: [{ role: 'user', content: question }] }, headers);
}

export const resume = (demo: Asked, lastEventId: string) =>
  ask(demo, 'ignored', { 'last-event-id': lastEventId });

export const command = (demo: Asked, method: string, path: string) =>
  fetch(`${demo.url}/api/chat/${path}`, { method });

export interface ErrorBody {
  error: { message: string; type: string; code: string };
}

export const errorOf = async (response: Response) => ((await response.json()) as ErrorBody).error;
