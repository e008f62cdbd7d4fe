// The cold start of this package.
import { fetchEventSource } from '../../js/src/index.js';

export const firstMessage = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    fetchEventSource(url, { method: 'POST', onmessage: ({ data }) => resolve(data) }).catch(reject);
  });
