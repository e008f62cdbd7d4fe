// Sends one question with one fault through this package, fetch-event-source and the browser's EventSource, and shows the
// text and the number of requests of each.

import { fetchEventSource } from '@microsoft/fetch-event-source';
import { AnswerStream, randomId } from '../answer-stream.js';
import { textOf } from '../conversation.js';
import { element } from '../view/dom.js';
import { faults, setFault } from './faults.js';

/** Some clients retry without end. */
const longestRun = 30_000;

interface Lane {
  id: string;
  /** Sets the fault of the next response. */
  arm: () => Promise<unknown>;
  signal: AbortSignal;
  body: string;
  request: (method: string) => void;
  text: (text: string) => void;
}

type Read = (lane: Lane) => Promise<string>;

const readers: Record<string, Read> = {
  'post-event-source': async ({ id, arm, signal, body, request, text }) => {
    await arm();
    const counting: typeof fetch = (input, init) => {
      request(init?.method ?? 'GET');
      return fetch(input, init);
    };
    const { messages } = JSON.parse(body) as { messages: [] };
    const stream = new AnswerStream(id, (parts) => text(textOf(parts)), { fetch: counting });
    signal.addEventListener('abort', () => stream.stop());
    const end = await stream.ask(messages);
    return end.name === 'failed' ? `failed: ${end.why}` : end.name;
  },
  'fetch-event-source': async ({ id, arm, signal, body, request, text }) => {
    await arm();
    await fetchEventSource('/api/chat', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': id },
      body,
      signal,
      openWhenHidden: true,
      fetch: (input, init) => {
        request('POST');
        return fetch(input, init);
      },
      onmessage: ({ data }) => text(deltaOf(data)),
    });
    return signal.aborted ? 'still trying' : 'done';
  },
  EventSource: async ({ id, arm, signal, body, request, text }) => {
    // EventSource cannot send a question, so fetch sends it first.
    request('POST');
    const headers = { 'content-type': 'application/json', 'idempotency-key': id };
    const asked = await fetch('/api/chat', { method: 'POST', headers, body });
    await asked.body?.cancel();
    await arm();
    return new Promise((resolve) => {
      const source = new EventSource(`/api/chat/${id}`);
      request('GET');
      const end = (result: string) => {
        source.close();
        resolve(result);
      };
      signal.addEventListener('abort', () => end('still trying'));
      source.addEventListener('message', ({ data }: MessageEvent<string>) => {
        if (data === '[DONE]') end('done');
        else text(deltaOf(data));
      });
      source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED) end('gave up');
        else request('GET');
      });
    });
  },
};

export function comparison(currentQuestion: () => string): HTMLElement {
  const select = element('select', { 'aria-label': 'Fault' });
  for (const [name, label] of [['none', 'No fault'], ...faults]) {
    select.append(element('option', { value: name }, label));
  }
  select.value = 'cut';
  const lanes = element('div', { class: 'lanes' });
  const button = element('button', { type: 'button', class: 'button small' }, 'Compare');
  const run = async () => {
    button.disabled = true;
    lanes.replaceChildren();
    const question = currentQuestion() || 'Compare SSE and WebSockets';
    await Promise.all(
      Object.entries(readers).map(([name, read]) =>
        runLane(lanes, name, read, question, select.value),
      ),
    );
    button.disabled = false;
  };
  button.addEventListener('click', () => void run());
  return element('div', {}, element('div', { class: 'compare-bar' }, select, button), lanes);
}

async function runLane(
  lanes: HTMLElement,
  name: string,
  read: Read,
  question: string,
  fault: string,
) {
  const id = randomId();
  const requests: Record<string, number> = {};
  let text = '';
  const shown = element('pre', { tabindex: '0', 'aria-label': `Text of ${name}` });
  const result = element('p', { class: 'lane-result' }, 'reading…');
  const counts = element('span', {});
  lanes.append(
    element('section', { class: 'lane' }, element('h4', {}, name, counts), result, shown),
  );
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), longestRun);
  const end = await read({
    id,
    arm: async () => fault === 'none' || setFault(id, fault),
    signal: stop.signal,
    body: JSON.stringify({ messages: [{ role: 'user', content: question }] }),
    request: (method) => {
      requests[method] = (requests[method] ?? 0) + 1;
      counts.textContent = Object.entries(requests)
        .map(([method, count]) => `${count} ${method}`)
        .join(', ');
    },
    text: (more) => {
      text += more;
      shown.textContent = text;
      shown.scrollTop = shown.scrollHeight;
    },
  }).catch((error: unknown) => `failed: ${String(error)}`);
  clearTimeout(timer);
  const whole = await wholeText(id);
  result.textContent = `${end}; ${difference(text, whole)}`;
  result.dataset.good = String(text === whole && end === 'done');
}

/** The text that the server has stored. */
async function wholeText(id: string): Promise<string> {
  const response = await fetch(`/api/chat/${id}/stream`);
  if (!response.ok) return '';
  const lines = (await response.text()).split('\n');
  return lines.map((line) => (line.startsWith('data: {') ? deltaOf(line.slice(6)) : '')).join('');
}

function difference(text: string, whole: string): string {
  if (text === whole) return 'the text is whole';
  if (whole.startsWith(text)) return `${whole.length - text.length} characters are missing`;
  return `${Math.abs(text.length - whole.length)} characters too ${text.length > whole.length ? 'many' : 'few'}`;
}

function deltaOf(data: string): string {
  try {
    const chunk = JSON.parse(data) as { choices?: { delta?: { content?: string } }[] };
    return chunk.choices?.[0]?.delta?.content ?? '';
  } catch {
    return '';
  }
}
