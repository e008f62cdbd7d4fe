// A hook to copy: a chat whose answers are rendered once per frame.
import { useEffect, useRef, useState } from 'react';
import { answerTo, question, upToQuestion, type Status, type Turn } from '../chat/answer';

const EMPTY = {
  turns: [] as Turn[],
  status: 'ready' as Status,
  error: undefined as Error | undefined,
};

/** A chat with the API at `url`. Unmounting the component aborts the current answer. */
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
    /** Sends a question. Aborts the current answer. */
    ask: (text: string) => answer([...chat.turns, question(text)]),
    /** Aborts the current answer and keeps its text. */
    stop() {
      running.current?.abort();
      setChat((chat) => ({ ...chat, status: 'ready' }));
    },
    /** After an error, requests the answer again. The partial answer is replaced. */
    async retry() {
      if (chat.status === 'error') await answer(upToQuestion(chat.turns));
    },
    /** Requests another answer to the last question. */
    async regenerate() {
      if (chat.turns.length > 0) await answer(upToQuestion(chat.turns));
    },
  };
}
