// A composable to copy: a chat whose answers are rendered once per frame.
import { onScopeDispose, ref, shallowRef } from 'vue';
import { answerTo, question, upToQuestion } from '../chat/answer';

/** A chat with the API at `url`. Unmounting the component aborts the current answer. */
export function useChat(url) {
  const turns = shallowRef([]);
  const status = ref('ready');
  const error = shallowRef();
  let running = new AbortController();
  onScopeDispose(() => running.abort());

  async function answer(newTurns) {
    running.abort();
    const { signal } = (running = new AbortController());
    turns.value = newTurns;
    status.value = 'submitted';
    error.value = undefined;
    try {
      for await (const parts of answerTo(url, newTurns, signal)) {
        if (signal.aborted) return;
        turns.value = [...newTurns, { role: 'assistant', parts }];
        status.value = 'streaming';
      }
      status.value = 'ready';
    } catch (reason) {
      if (signal.aborted) return;
      error.value = reason;
      status.value = 'error';
    }
  }

  return {
    turns,
    status,
    error,
    /** Sends a question. Aborts the current answer. */
    ask: (text) => answer([...turns.value, question(text)]),
    /** Aborts the current answer and keeps its text. */
    stop() {
      running.abort();
      status.value = 'ready';
    },
    /** After an error, requests the answer again. The partial answer is replaced. */
    async retry() {
      if (status.value === 'error') await answer(upToQuestion(turns.value));
    },
    /** Requests another answer to the last question. */
    async regenerate() {
      if (turns.value.length > 0) await answer(upToQuestion(turns.value));
    },
  };
}
