// A hook to copy: a chat whose answers are drawn once a frame.
import { useEffect, useRef, useState } from 'react';
import { answerTo, question, upToQuestion, type Status, type Turn } from '../chat/answer';

const EMPTY = {
  turns: [] as Turn[],
  status: 'ready' as Status,
  error: undefined as Error | undefined,
};

/** A chat with the API at `url`. The answer that is arriving ends with the component. */
export function useChat(url: string) {
  const [chat, setChat] = useState(EMPTY);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  async function answer(turns: Turn[]) {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    const show = (change: Partial<typeof EMPTY>) => {
      if (!signal.aborted) setChat((chat) => ({ ...chat, ...change }));
    };
    show({ turns, status: 'submitted', error: undefined });
    try {
      for await (const parts of answerTo(url, turns, signal)) {
        show({ turns: [...turns, { role: 'assistant', parts }], status: 'streaming' });
      }
      show({ status: 'ready' });
    } catch (error) {
      show({ status: 'error', error: error as Error });
    }
  }

  return {
    ...chat,
    /** Ends the answer that is arriving, if there is one. */
    ask: (text: string) => answer([...chat.turns, question(text)]),
    /** Keeps what has arrived. */
    stop() {
      running.current?.abort();
      setChat((chat) => ({ ...chat, status: 'ready' }));
    },
    /** After an error. What has arrived of the answer is replaced. */
    async retry() {
      if (chat.status === 'error') await answer(upToQuestion(chat.turns));
    },
    /** Replaces the last answer. */
    async regenerate() {
      if (chat.turns.length > 0) await answer(upToQuestion(chat.turns));
    },
  };
}
