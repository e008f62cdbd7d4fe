// The cold start of @microsoft/fetch-event-source, which needs a page.
import { fetchEventSource } from '@microsoft/fetch-event-source';

export const firstMessage = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    fetchEventSource(url, {
      method: 'POST',
      openWhenHidden: true,
      onmessage: ({ data }) => resolve(data),
      onerror: (error) => {
        throw error;
      },
    }).catch(reject);
  });
