// A chat to copy, in runes: its answers are drawn once a frame.
import { onDestroy } from 'svelte';
import { answerTo, question, upToQuestion } from '../chat/answer';

/** A chat with the API at `url`. The answer that is arriving ends with the component. */
export function createChat(url) {
  const chat = $state({ status: 'ready', error: undefined });
  let turns = $state.raw([]);
  let running = new AbortController();
  onDestroy(() => running.abort());

  async function answer(asked) {
    running.abort();
    const { signal } = (running = new AbortController());
    turns = asked;
    chat.status = 'submitted';
    chat.error = undefined;
    try {
      for await (const parts of answerTo(url, asked, signal)) {
        if (signal.aborted) return;
        turns = [...asked, { role: 'assistant', parts }];
        chat.status = 'streaming';
      }
      chat.status = 'ready';
    } catch (reason) {
      if (signal.aborted) return;
      chat.error = reason;
      chat.status = 'error';
    }
  }

  return {
    get turns() {
      return turns;
    },
    get status() {
      return chat.status;
    },
    get error() {
      return chat.error;
    },
    /** Ends the answer that is arriving, if there is one. */
    ask: (text) => answer([...turns, question(text)]),
    /** Keeps what has arrived. */
    stop() {
      running.abort();
      chat.status = 'ready';
    },
    /** After an error. What has arrived of the answer is replaced. */
    async retry() {
      if (chat.status === 'error') await answer(upToQuestion(turns));
    },
    /** Replaces the last answer. */
    async regenerate() {
      if (turns.length > 0) await answer(upToQuestion(turns));
    },
  };
}
