// Words the state of the answer in the one element that screen readers follow, and counts down to the next attempt.

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
    else this.#say(wordsFor(state));
  }

  #countDown({ delay, error }: PendingRetry): void {
    const end = performance.now() + delay;
    const plan =
      error instanceof ResponseError
        ? 'The server is busy, trying again'
        : 'Connection lost, reconnecting';
    const say = () => {
      const seconds = Math.ceil((end - performance.now()) / 1000);
      this.#say(`${plan} in ${Math.max(seconds, 1)} s`);
    };
    say();
    this.#countdown = window.setInterval(say, 250);
  }

  /** The same words again would make a screen reader read them again. */
  #say(words: string): void {
    if (this.#node.textContent !== words) this.#node.textContent = words;
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
