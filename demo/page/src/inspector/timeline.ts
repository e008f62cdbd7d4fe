// The states of an answer over time: a bar with one segment per state, and a log with the reasons.

import { element } from '../view/dom.js';
import type { LogEntry, Recorder } from './recorder.js';

const words: Record<LogEntry['state'], string> = {
  connecting: 'connecting',
  open: 'open',
  waiting: 'waiting',
  offline: 'offline',
  hidden: 'page hidden',
  closed: 'closed',
  request: 'request',
  response: 'response',
};

export class Timeline {
  readonly bar = element('div', { class: 'timeline', 'aria-hidden': 'true' });
  readonly log = element('ol', { class: 'stream-log', tabindex: '0', 'aria-label': 'Timeline' });
  #shown: Recorder | undefined;
  #rows: HTMLElement[] = [];

  show(recorder: Recorder): void {
    const isOver = recorder.state === 'closed';
    const end = isOver ? (recorder.log.at(-1)?.at ?? 1) : recorder.now;
    const states = recorder.log.filter(({ state }) => state !== 'request' && state !== 'response');
    this.bar.replaceChildren(
      ...states.flatMap(({ state, at }, index) => {
        const length = (states[index + 1]?.at ?? end) - at;
        if (state === 'closed') return [];
        const segment = element('span', { 'data-state': state, title: words[state] });
        segment.style.flexGrow = String(Math.max(length, end / 200));
        return [segment];
      }),
    );
    this.#showLog(recorder);
  }

  #showLog(recorder: Recorder): void {
    if (this.#shown !== recorder) {
      this.#shown = recorder;
      this.#rows = [];
      this.log.replaceChildren();
    }
    const { log, now } = recorder;
    const isAtEnd = this.log.scrollHeight - this.log.clientHeight - this.log.scrollTop < 30;
    for (const entry of log.slice(this.#rows.length)) {
      const text = element('span', { class: 'log-text' }, textOf(entry, now));
      const row = element(
        'li',
        { 'data-state': entry.state },
        element('time', {}, `${(entry.at / 1000).toFixed(2)} s`),
        element('strong', {}, words[entry.state]),
        text,
      );
      this.#rows.push(text);
      this.log.append(row);
      if (isAtEnd) this.log.scrollTop = this.log.scrollHeight;
    }
    // Only the newest entry can have a countdown.
    const [entry, row] = [log.at(-1), this.#rows.at(-1)];
    if (entry?.state === 'waiting' && row) row.textContent = textOf(entry, now);
  }
}

function textOf({ text, delay, at }: LogEntry, now: number): string {
  if (delay === undefined) return text;
  const left = Math.max(0, at + delay - now);
  const wait = `${(delay / 1000).toFixed(1)} s`;
  return left > 0 ? `${wait}, ${(left / 1000).toFixed(1)} s left: ${text}` : `${wait}: ${text}`;
}
