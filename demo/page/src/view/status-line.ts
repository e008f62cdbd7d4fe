// Words the state of the stream in the one element that screen readers follow, and counts down to the next attempt.

import type { StreamState } from '../stream/stream-state.js';

export class StatusLine {
  readonly #node: HTMLElement;
  #countdown: number | undefined;

  constructor(node: HTMLElement) {
    this.#node = node;
  }

  show(state: StreamState): void {
    clearInterval(this.#countdown);
    this.#node.dataset.state = state.name;
    if (state.name === 'reconnecting') this.#countDown(state.milliseconds);
    else this.#say(wordsFor(state));
  }

  #countDown(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    const say = () => {
      const seconds = Math.ceil((end - performance.now()) / 1000);
      this.#say(seconds > 0 ? `Connection lost, reconnecting in ${seconds} s` : 'Reconnecting…');
    };
    say();
    this.#countdown = window.setInterval(say, 250);
  }

  /** The same words again would make a screen reader read them again. */
  #say(words: string): void {
    if (this.#node.textContent !== words) this.#node.textContent = words;
  }
}

function wordsFor(state: Exclude<StreamState, { name: 'reconnecting' }>): string {
  if (state.name === 'failed') return `Failed: ${state.why}`;
  return {
    ready: 'Ready',
    connecting: 'Connecting…',
    streaming: 'Streaming…',
    stopped: 'Stopped',
    done: 'Done',
  }[state.name];
}
