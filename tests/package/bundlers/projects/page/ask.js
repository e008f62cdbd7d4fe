// The request of the sample pages and extensions: one POST. Returns everything that was received,
// as JSON.
import { fetchEventSource, ready } from 'post-event-source';

/**
 * The server continues when it is notified of a message, so that its next write is a chunk of its
 * own.
 */
export async function ask(site = '') {
  const messages = [];
  await fetchEventSource(`${site}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ question: 'hello' }),
    async onmessage(message) {
      messages.push(message);
      await fetch(`${site}/received/${messages.length}`);
    },
  });
  return JSON.stringify({ backend: await ready(), messages });
}
