// The list of the events of an answer. Only the visible rows are in the page, so that 2,000 events a second stay smooth.

import { element } from '../view/dom.js';
import { short, type RecordedEvent } from './recorder.js';

const rowHeight = 28;
const margin = 4;

export class EventList {
  readonly node: HTMLElement;
  readonly detail = element('pre', { class: 'event-detail', tabindex: '0', hidden: '' });
  readonly #rows = element('div', { class: 'event-rows' });
  #events: readonly RecordedEvent[] = [];
  #selected: number | undefined;
  #isFollowing = true;

  constructor() {
    const label = { role: 'listbox', tabindex: '0', 'aria-label': 'Events' };
    this.node = element('div', { class: 'event-list', ...label }, this.#rows);
    this.node.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = this.node;
      this.#isFollowing = scrollHeight - clientHeight - scrollTop < rowHeight;
      this.#draw();
    });
    this.node.addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[role=option]') : null;
      if (row) this.#select(Number(row.dataset.index));
    });
    this.node.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      this.#select((this.#selected ?? this.#events.length) + step);
    });
  }

  show(events: readonly RecordedEvent[]): void {
    // This is another answer, or its oldest events were dropped.
    if (events[0] !== this.#events[0]) this.#selected = undefined;
    this.#events = events;
    this.detail.hidden = this.#selected === undefined;
    this.#rows.style.height = `${events.length * rowHeight}px`;
    if (this.#isFollowing) this.node.scrollTop = this.node.scrollHeight;
    this.#draw();
  }

  #draw(): void {
    const first = Math.max(0, Math.floor(this.node.scrollTop / rowHeight) - margin);
    const count = Math.ceil(this.node.clientHeight / rowHeight) + 2 * margin;
    const rows = this.#events.slice(first, first + count);
    this.#rows.replaceChildren(...rows.map((event, index) => this.#row(event, first + index)));
  }

  #row(event: RecordedEvent, index: number): HTMLElement {
    const row = element(
      'div',
      {
        role: 'option',
        id: `event-${index}`,
        class: event.isDuplicate ? 'event-row duplicate' : 'event-row',
        'data-index': String(index),
        'aria-selected': String(index === this.#selected),
        'aria-setsize': String(this.#events.length),
        'aria-posinset': String(index + 1),
      },
      element('span', { class: 'event-gap' }, `+${event.gap.toFixed(0)} ms`),
      element('span', { class: 'event-id' }, short(event.id) || '–'),
      element('span', { class: 'event-type' }, event.isDuplicate ? 'duplicate' : event.type),
      element('span', { class: 'event-data' }, preview(event.data)),
    );
    row.style.top = `${index * rowHeight}px`;
    return row;
  }

  #select(index: number): void {
    const at = Math.min(Math.max(index, 0), this.#events.length - 1);
    const event = this.#events[at];
    if (event === undefined) return;
    this.#selected = at;
    this.#isFollowing = false;
    this.node.setAttribute('aria-activedescendant', `event-${at}`);
    const { scrollTop, clientHeight } = this.node;
    const top = at * rowHeight;
    if (top < scrollTop) this.node.scrollTop = top;
    else if (top + rowHeight > scrollTop + clientHeight) {
      this.node.scrollTop = top + rowHeight - clientHeight;
    }
    this.detail.textContent = describe(event);
    this.detail.hidden = false;
    this.#draw();
  }
}

function describe({
  number,
  attempt,
  at,
  gap,
  id,
  type,
  data,
  bytes,
  isDuplicate,
}: RecordedEvent): string {
  const dropped = isDuplicate ? ', dropped as a duplicate' : '';
  return [
    `Event ${number + 1} of request ${attempt}, ${(at / 1000).toFixed(3)} s after the question, +${gap.toFixed(1)} ms${dropped}`,
    `id    ${id || '(none)'}`,
    `type  ${type}`,
    `data  ${pretty(data)}`,
    '',
    ...hexLines(bytes),
  ].join('\n');
}

/** Chunks of one answer begin alike: the text that is new says more. */
function preview(data: string): string {
  const text = /"(?:content|reasoning_content|arguments)":("(?:[^"\\]|\\.)+")/.exec(data)?.[1];
  return (text ?? data).slice(0, 200);
}

function pretty(data: string): string {
  try {
    return JSON.stringify(JSON.parse(data), undefined, 2);
  } catch {
    return data;
  }
}

function hexLines(bytes: Uint8Array): string[] {
  const lines = [];
  for (let start = 0; start < Math.min(bytes.length, 1024); start += 16) {
    const row = [...bytes.subarray(start, start + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row
      .map((byte) => (byte > 31 && byte < 127 ? String.fromCharCode(byte) : '·'))
      .join('');
    lines.push(`${start.toString(16).padStart(4, '0')}  ${hex.padEnd(47)}  ${text}`);
  }
  return bytes.length > 1024 ? [...lines, `… ${bytes.length} bytes`] : lines;
}
