// The example that every tutorial on fetch-event-source copies, word for word in its shape: RetriableError and FatalError.
import type { EventSourceMessage } from '@microsoft/fetch-event-source';

export class RetriableError extends Error {}
export class FatalError extends Error {}

const EventStreamContentType = 'text/event-stream';

/** Its options, as in an application. */
export function tutorialOptions(): {
  onopen: (response: Response) => Promise<void>;
  onmessage: (message: EventSourceMessage) => void;
  onclose: () => void;
  onerror: (error: unknown) => void;
} {
  return {
    async onopen(response) {
      if (response.ok && response.headers.get('content-type') === EventStreamContentType) {
        return; // everything's good
      } else if (response.status >= 400 && response.status < 500 && response.status !== 429) {
        // client-side errors are usually non-retriable:
        throw new FatalError();
      } else {
        throw new RetriableError();
      }
    },
    onmessage(message) {
      // if the server emits an error message, throw an exception
      // so it gets handled by the onerror callback below:
      if (message.event === 'FatalError') {
        throw new FatalError(message.data);
      }
    },
    onclose() {
      // if the server closes the connection unexpectedly, retry:
      throw new RetriableError();
    },
    onerror(error) {
      if (error instanceof FatalError) {
        throw error; // rethrow to stop the operation
      } else {
        // do nothing to automatically retry. You can also
        // return a specific retry interval here.
      }
    },
  };
}
