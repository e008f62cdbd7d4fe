// Describes the state of the answer in the element with role="status", and counts down to the next attempt.

import { ResponseError } from 'post-event-source';
import type { AnswerState } from '../answer-stream.js';
import { find } from './dom.js';

const node = find('state', HTMLElement);
let countdown: number | undefined;

export function showStatus(state: AnswerState): void {
  clearInterval(countdown);
  node.dataset.state = state.name;
  const end = state.name === 'waiting' ? performance.now() + state.retry.delay : 0;
  const show = () => {
    const words = wordsFor(state, end);
    // A screen reader reads the same words again if they are set again.
    if (node.textContent !== words) node.textContent = words;
  };
  show();
  if (state.name === 'waiting') countdown = window.setInterval(show, 250);
}

function wordsFor(state: AnswerState, end: number): string {
  if (state.name === 'waiting') {
    const isBusy = state.retry.error instanceof ResponseError;
    const plan = isBusy ? 'The server is busy, trying again' : 'Connection lost, reconnecting';
    return `${plan} in ${Math.max(1, Math.ceil((end - performance.now()) / 1000))} s`;
  }
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
