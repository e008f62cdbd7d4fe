// Describes the state of the answer in the element with role="status", and counts down to the next attempt.

import { ResponseError, type PendingRetry } from 'post-event-source';
import type { AnswerState } from '../answer-stream.js';

export class StatusLine {
  readonly #node: HTMLElement;
  #countdown: number | undefined;

  constructor(node: HTMLElement) {
    this.#node = node;
  }

  show(state: AnswerState): void {
    clearInterval(this.#countdown);
    this.#node.dataset.state = state.name;
    if (state.name === 'waiting') this.#countDown(state.retry);
    else this.#node.textContent = wordsFor(state);
  }

  #countDown({ delay, error }: PendingRetry): void {
    const end = performance.now() + delay;
    const isBusy = error instanceof ResponseError;
    const plan = isBusy ? 'The server is busy, trying again' : 'Connection lost, reconnecting';
    const show = () => {
      const seconds = Math.max(1, Math.ceil((end - performance.now()) / 1000));
      const words = `${plan} in ${seconds} s`;
      // A screen reader reads the same words again if they are set again.
      if (this.#node.textContent !== words) this.#node.textContent = words;
    };
    show();
    this.#countdown = window.setInterval(show, 250);
  }
}

function wordsFor(state: Exclude<AnswerState, { name: 'waiting' }>): string {
  if (state.name === 'failed') return `Failed: ${state.why}`;
  if (state.name === 'connecting') return state.again ? 'Reconnecting…' : 'Connecting…';
  if (state.name === 'done') return state.ending === undefined ? 'Done' : `Done. ${state.ending}`;
  return {
    ready: 'Ready',
    open: 'Streaming…',
    offline: 'Offline: waiting for the network',
    hidden: 'Paused: continues when the page is shown',
    stopped: 'Stopped',
  }[state.name];
}
