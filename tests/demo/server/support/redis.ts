// A Redis server for a test file, which a test can stop and start.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterAll, beforeAll } from 'vitest';
import { freePort } from '../../../support/local-server.mjs';

export interface RedisServer {
  url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it for the file. Its contents survive a stop. */
export function useRedis(): RedisServer {
  let server: ChildProcess | undefined;
  let folder = '';
  let port = 0;

  const redis: RedisServer = {
    url: '',
    async start() {
      const args = ['--port', String(port), '--dir', folder, '--appendonly', 'yes', '--save', ''];
      const child = spawn('redis-server', [...args, '--bind', '127.0.0.1'], { stdio: 'pipe' });
      server = child;
      let said = '';
      for await (const text of child.stdout.setEncoding('utf8')) {
        said += String(text);
        if (said.includes('Ready to accept connections')) {
          child.stdout.resume();
          return;
        }
      }
      throw new Error(`redis-server ended:\n${said}`);
    },
    async stop() {
      if (server?.exitCode !== null) return;
      const exit = once(server, 'exit');
      server.kill('SIGKILL');
      await exit;
    },
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-redis-'));
    port = await freePort();
    redis.url = `redis://127.0.0.1:${port}`;
    await redis.start();
  });
  afterAll(async () => {
    await redis.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return redis;
}

/** Every key, with the milliseconds until it expires. */
export async function lifetimes(url: string): Promise<Map<string, number>> {
  const client = await createClient({ url }).connect();
  const keys = await client.keys('*');
  const times = await Promise.all(keys.map((key) => client.pTTL(key)));
  client.destroy();
  return new Map(keys.map((key, index) => [key, times[index] ?? NaN]));
}
