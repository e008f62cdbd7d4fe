// Abandons streams that are open or wait for a retry. The process ends when nothing is left of
// them.
import { EventSource, eventStream, fetchEventSource } from 'post-event-source';

const [, , url = ''] = process.argv;
const init = { method: 'POST', timeouts: { headers: 600_000, idle: 600_000 } };

const first = new AbortController();
await fetchEventSource(url, { ...init, signal: first.signal, onmessage: () => first.abort() });

for await (const message of eventStream(url, init)) {
  if (message.data === 'a') break;
}

const source = new EventSource(url, init);
await new Promise((resolve) => source.addEventListener('message', resolve));
source.close();

const last = new AbortController();
await fetchEventSource(`${url}?refuse`, {
  ...init,
  signal: last.signal,
  retry: { initialDelay: 600_000, jitter: 0 },
  onretry: () => last.abort(),
});

console.log(JSON.stringify('left'));
