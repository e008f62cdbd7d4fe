// A composable to copy: a chat whose answers are drawn once a frame.
import { onScopeDispose, ref, shallowRef } from 'vue';
import { answerTo, question, upToQuestion } from '../chat/answer';

/** A chat with the API at `url`. The answer that is arriving ends with the component. */
export function useChat(url) {
  const turns = shallowRef([]);
  const status = ref('ready');
  const error = shallowRef();
  let running = new AbortController();
  onScopeDispose(() => running.abort());

  async function answer(asked) {
    running.abort();
    const { signal } = (running = new AbortController());
    turns.value = asked;
    status.value = 'submitted';
    error.value = undefined;
    try {
      for await (const parts of answerTo(url, asked, signal)) {
        if (signal.aborted) return;
        turns.value = [...asked, { role: 'assistant', parts }];
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
    /** Ends the answer that is arriving, if there is one. */
    ask: (text) => answer([...turns.value, question(text)]),
    /** Keeps what has arrived. */
    stop() {
      running.abort();
      status.value = 'ready';
    },
    /** After an error. What has arrived of the answer is replaced. */
    async retry() {
      if (status.value === 'error') await answer(upToQuestion(turns.value));
    },
    /** Replaces the last answer. */
    async regenerate() {
      if (turns.value.length > 0) await answer(upToQuestion(turns.value));
    },
  };
}
