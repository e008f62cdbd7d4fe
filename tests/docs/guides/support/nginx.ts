// A real nginx with the server of a guide, on a socket in a folder of its own: a port that is free now may be taken by the time it listens.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { nginxPrograms } from '../../../../scripts/setup/requirements.mjs';
import { serveSockets } from '../../../support/test-server.js';

/** What a process needs around `server`. Its own folders would be those of the system. */
const around = (server: string): string => `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  ${server}
}
`;

/** The URL at which a `server` that says `listen 80;` is reached. Gone when the test is. */
export async function startNginx(server: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  const socket = join(folder, 'socket');
  const config = join(folder, 'nginx.conf');
  await writeFile(config, around(server.replace('listen 80;', `listen unix:${socket};`)));

  const child = spawn(program(), ['-p', folder, '-c', config, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close');
  onTestFinished(async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true });
  });
  let said = '';
  for await (const line of createInterface({ input: child.stderr })) {
    said += `${line}\n`;
    // It listens before it says so.
    if (!line.includes('event method')) continue;
    child.stderr.resume();
    return relay(socket);
  }
  throw new Error(`nginx has ended: ${said}`);
}

function program(): string {
  const found = nginxPrograms.find((name) => spawnSync(name, ['-v']).status === 0);
  if (found === undefined) throw new Error('There is no nginx: npm test installs it.');
  return found;
}

async function relay(socket: string): Promise<string> {
  const { url } = await serveSockets((client) => {
    const nginx = connect(socket);
    client.on('error', () => nginx.destroy()).on('close', () => nginx.destroy());
    nginx.on('error', () => {}).on('close', () => client.destroySoon());
    client.pipe(nginx).pipe(client);
  });
  return url;
}
