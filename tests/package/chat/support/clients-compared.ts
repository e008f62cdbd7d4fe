// The clients of docs/comparison.md, used as in their documentation, to read one answer as text.
import { vi } from 'vitest';
import { visibilitySwitch } from '../../../js/support/page.js';
import { chat, eventSourceClient, fetchEventSource } from './package.js';
import { OPENAI_CHAT } from './sdk-calls.js';

/**
 * Reads an answer: calls `seen` for each fragment of text, and resolves when the client reports the
 * answer as complete.
 */
type ReadAnswer = (
  url: string,
  seen: (text: string) => void,
  /** Aborted when the program stops waiting. */
  signal: AbortSignal,
) => Promise<void>;

const BODY = JSON.stringify({ model: 'm', stream: true, messages: [] });
const POST = { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY };
const DONE = '[DONE]';

function textOf(data: string): string {
  const { choices } = JSON.parse(data) as { choices?: { delta?: { content?: string } }[] };
  return choices?.[0]?.delta?.content ?? '';
}

const withOpenAI =
  (fetch: typeof globalThis.fetch): ReadAnswer =>
  async (url, seen, signal) => {
    for await (const text of OPENAI_CHAT.stream(url, { fetch, signal })) {
      seen(text);
    }
  };

export const COMPARED: Readonly<Record<string, ReadAnswer>> = {
  '`chatText`': async (url, seen, signal) => {
    const format = chat.openaiChat;
    for await (const text of chat.chatText(`${url}/v1/chat/completions`, {
      ...POST,
      format,
      signal,
    })) {
      seen(text);
    }
  },
  '`openai` with `chatFetch`': withOpenAI(chat.chatFetch({ format: chat.openaiChat })),
  '`openai`': withOpenAI(fetch),
  '`eventsource-client`': (url, seen, signal) =>
    new Promise((resolve) => {
      const source = eventSourceClient.createEventSource({
        url,
        ...POST,
        onMessage({ data }) {
          if (data === DONE) {
            source.close();
            resolve();
          } else {
            seen(textOf(data));
          }
        },
      });
      signal.addEventListener('abort', () => source.close());
    }),
  '`@microsoft/fetch-event-source`': async (url, seen, signal) => {
    // It is made for pages.
    vi.stubGlobal('window', globalThis);
    visibilitySwitch();
    await fetchEventSource(url, {
      ...POST,
      signal,
      onmessage({ data }) {
        if (data !== '' && data !== DONE) {
          seen(textOf(data));
        }
      },
    });
  },
};
