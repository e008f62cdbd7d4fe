// The cold start of eventsource-parser.
import { createParser } from 'eventsource-parser';

export const firstMessage = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const parser = createParser({ onEvent: ({ data }) => resolve(data) });
    const read = async (): Promise<void> => {
      const { body } = await fetch(url, { method: 'POST' });
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
        parser.feed(chunk.value);
      }
    };
    read().catch(reject);
  });
