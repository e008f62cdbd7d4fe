// A chat to copy, with runes: its answers are rendered once per frame.
import { onDestroy } from 'svelte';
import { answerTo, question, upToQuestion } from '../chat/answer';

/** A chat with the API at `url`. Unmounting the component aborts the current answer. */
export function createChat(url) {
  const chat = $state({ status: 'ready', error: undefined });
  let turns = $state.raw([]);
  let running = new AbortController();
  onDestroy(() => running.abort());

  async function answer(newTurns) {
    running.abort();
    const { signal } = (running = new AbortController());
    turns = newTurns;
    chat.status = 'submitted';
    chat.error = undefined;
    try {
      for await (const parts of answerTo(url, newTurns, signal)) {
        if (signal.aborted) return;
        turns = [...newTurns, { role: 'assistant', parts }];
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
    /** Sends a question. Aborts the current answer. */
    ask: (text) => answer([...turns, question(text)]),
    /** Aborts the current answer and keeps its text. */
    stop() {
      running.abort();
      chat.status = 'ready';
    },
    /** After an error, requests the answer again. The partial answer is replaced. */
    async retry() {
      if (chat.status === 'error') await answer(upToQuestion(turns));
    },
    /** Requests another answer to the last question. */
    async regenerate() {
      if (turns.length > 0) await answer(upToQuestion(turns));
    },
  };
}
