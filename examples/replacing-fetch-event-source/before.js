// A chat with fetch-event-source. To run it, load it in index.html instead of after.js.
import { EventStreamContentType, fetchEventSource } from '@microsoft/fetch-event-source';

class RetriableError extends Error {}
class FatalError extends Error {}

const output = document.querySelector('output');
const show = (text) => output.append(text);
const stop = new AbortController();
document.querySelector('button').onclick = () => stop.abort();

try {
  await fetchEventSource('/api/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ stream: true, messages: [{ role: 'user', content: 'Hello!' }] }),
    signal: stop.signal,
    openWhenHidden: true, // or a tab switch sends the POST again
    async onopen(response) {
      if (response.ok && response.headers.get('content-type') === EventStreamContentType) return;
      if (response.status === 429 || response.status >= 500) throw new RetriableError();
      throw new FatalError(`status ${response.status}`);
    },
    onmessage({ data }) {
      if (data !== '[DONE]') show(JSON.parse(data).choices[0].delta.content ?? '');
    },
    onerror(error) {
      if (error instanceof FatalError) throw error;
      show('(again) ');
      return 10; // ms until the next attempt
    },
  });
  show(stop.signal.aborted ? ' (stopped)' : ' (complete)');
} catch (error) {
  show(`(${error.message})`);
}
