// Runs nginx with the server of a guide, on a Unix socket: a free port could be taken before nginx listens.
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

/** The configuration around `server`. The paths are relative, so that no folders of the system are used. */
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

/** Starts nginx with a `server` that has `listen 80;`. Resolves to its URL. It ends after the test. */
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
  let output = '';
  for await (const line of createInterface({ input: child.stderr })) {
    output += `${line}\n`;
    // nginx prints this line after it listens.
    if (!line.includes('event method')) continue;
    child.stderr.resume();
    return relay(socket);
  }
  throw new Error(`Expected nginx to listen, but it ended: ${output}`);
}

function program(): string {
  const found = nginxPrograms.find((name) => spawnSync(name, ['-v']).status === 0);
  if (found === undefined)
    throw new Error('Expected nginx, found none. Run npm test, which installs it.');
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
