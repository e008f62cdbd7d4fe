// The console output of a shared or service worker in Chromium, including the engine's own lines.
// It is not part of any page's console.
import { once } from 'node:events';
import { WebSocket } from 'ws';

interface Target {
  type: string;
  url: string;
  webSocketDebuggerUrl: string;
}

interface ProtocolMessage {
  id?: number;
  method?: string;
  params?: { entry?: { text: string }; args?: { value?: unknown }[] };
}

/**
 * All lines of the one worker of the site, from its start.
 * @param port of the browser's debugger
 */
export async function consoleOfWorker(port: number, site: string): Promise<string[]> {
  const targets = await fetch(`http://127.0.0.1:${port}/json/list`);
  const [worker] = ((await targets.json()) as Target[]).filter(
    ({ type, url }) => /^(shared|service)_worker$/.test(type) && url.startsWith(site),
  );
  if (worker === undefined) throw new Error(`${site} has no worker.`);
  const socket = new WebSocket(worker.webSocketDebuggerUrl);
  const lines: string[] = [];
  const answered = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const { id, method, params } = JSON.parse(data.toString()) as ProtocolMessage;
      if (method === 'Log.entryAdded') lines.push(params?.entry?.text ?? '');
      if (method === 'Runtime.consoleAPICalled') {
        lines.push((params?.args ?? []).map(({ value }) => String(value)).join(' '));
      }
      if (id === 2) resolve();
    });
  });
  await once(socket, 'open');
  // Each sends its stored lines before it responds.
  socket.send(JSON.stringify({ id: 1, method: 'Log.enable' }));
  socket.send(JSON.stringify({ id: 2, method: 'Runtime.enable' }));
  await answered;
  socket.close();
  return lines;
}
