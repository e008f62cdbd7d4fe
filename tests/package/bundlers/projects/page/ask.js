// What the sample pages and extensions ask of the package: one POST, and all that came back as JSON.
import { fetchEventSource, ready } from 'post-event-source';

/** The server goes on when it hears that a message has come: what it has sent by then is cut off from the rest. */
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
