// A hook to copy: the messages of an event stream, for as long as the component is mounted.
import { fetchEventSource, type EventSourceMessage } from 'post-event-source';
import { useEffect, useState } from 'react';

const INITIAL = {
  messages: [] as EventSourceMessage[],
  state: 'connecting', // then 'open', perhaps 'waiting' for another attempt, at last 'closed'
  error: undefined as Error | undefined,
  stop: () => {},
};

/** POSTs `question` to `url`, and again when either is another one. */
export function useEventStream(url: string, question: unknown) {
  const [stream, setStream] = useState(INITIAL);
  const body = JSON.stringify(question);

  useEffect(() => {
    const controller = new AbortController();
    let mounted = true;
    const update = (change: (stream: typeof INITIAL) => Partial<typeof INITIAL>) => {
      if (mounted) setStream((stream) => ({ ...stream, ...change(stream) }));
    };
    // In a microtask: what Strict Mode mounts and unmounts at once is aborted by then, and sends no request.
    queueMicrotask(() => {
      update(() => ({ ...INITIAL, stop: () => controller.abort() }));
      fetchEventSource(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        resume: 'last-event-id', // the server continues after the last message
        signal: controller.signal,
        onmessage: (message) => update(({ messages }) => ({ messages: [...messages, message] })),
        onstate: ({ state }) => update(() => ({ state })),
      }).catch((error) => update(() => ({ error })));
    });
    return () => {
      mounted = false;
      controller.abort();
    };
  }, [url, body]);

  return stream;
}
