// A hook to copy: the messages of an event stream, while the component is mounted.
import { fetchEventSource, type EventSourceMessage } from 'post-event-source';
import { useEffect, useState } from 'react';

const INITIAL = {
  messages: [] as EventSourceMessage[],
  state: 'connecting', // later 'open', 'waiting' (for a retry) or 'closed'
  error: undefined as Error | undefined,
  stop: () => {},
};

/** Sends `question` to `url` with a POST, and again when one of them changes. */
export function useEventStream(url: string, question: unknown) {
  const [stream, setStream] = useState(INITIAL);
  const body = JSON.stringify(question);

  useEffect(() => {
    const controller = new AbortController();
    let mounted = true;
    const update = (change: (stream: typeof INITIAL) => Partial<typeof INITIAL>) => {
      if (mounted) setStream((stream) => ({ ...stream, ...change(stream) }));
    };
    // In a microtask: Strict Mode unmounts the first mount before it, so only one request is sent.
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
