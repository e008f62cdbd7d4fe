// The panel beside the chat that shows what happens in a stream, and makes the server fail on request. Closed by default.

import { randomId, type Message } from '../answer-stream.js';
import { copyText, element, find, toolButton } from '../view/dom.js';
import { remember } from '../view/theme.js';
import { Charts } from './charts.js';
import { comparison } from './compare.js';
import { EventList } from './event-list.js';
import { faultButtons, setFault } from './faults.js';
import { Recorder, short } from './recorder.js';
import { Timeline } from './timeline.js';

/** Milliseconds between two updates of the panel. */
const drawInterval = 100;

export class Inspector {
  readonly #panel = find('inspector', HTMLElement);
  readonly #toggle = find('inspect', HTMLButtonElement);
  readonly #tiles = element('dl', { class: 'tiles' });
  readonly #timeline = new Timeline();
  readonly #charts = new Charts();
  readonly #list = new EventList();
  readonly #heading = element('p', { class: 'inspected' }, 'Ask something to see its stream here.');
  readonly #live = element(
    'div',
    { hidden: '' },
    section('Now', this.#tiles, this.#timeline.bar, this.#timeline.log),
    section('Over time', this.#charts.node),
    section('Events', this.#list.node, this.#list.detail),
  );
  #recorder: Recorder | undefined;
  #nextId: string | undefined;
  #isDrawing = false;

  constructor() {
    const close = toolButton('Close inspector', 'close', () => {
      this.#setOpen(false);
      this.#toggle.focus();
    });
    this.#panel.append(
      element('header', {}, element('h2', {}, 'Inspector'), ...this.#copyButtons(), close),
      element(
        'div',
        { class: 'inspector-body' },
        this.#heading,
        section(
          'Faults',
          faultButtons((fault) => this.#break(fault)),
        ),
        this.#live,
        section(
          'Side by side',
          comparison(() => this.#recorder?.question ?? ''),
        ),
      ),
    );
    this.#toggle.addEventListener('click', () => this.#setOpen(Boolean(this.#panel.hidden)));
    this.#setOpen(localStorageItem('inspector') === 'open');
  }

  /** Returns the ID of the next answer, if a fault was chosen for it. */
  takeNextId(): string | undefined {
    const id = this.#nextId;
    this.#nextId = undefined;
    return id;
  }

  record(id: string, messages: Message[]): Recorder {
    const recorder = new Recorder(id, messages, () => {
      if (recorder === this.#recorder) this.#schedule();
    });
    this.#recorder = recorder;
    this.#schedule();
    return recorder;
  }

  /** Called when the theme has changed. */
  restyle(): void {
    this.#charts.restyle();
    this.#schedule();
  }

  #break(fault: string): string {
    const recorder = this.#recorder;
    if (recorder && recorder.state !== 'closed') {
      void setFault(recorder.id, fault);
      return 'applied to this answer.';
    }
    this.#nextId ??= randomId();
    void setFault(this.#nextId, fault);
    return 'waits for the next answer.';
  }

  #setOpen(isOpen: boolean): void {
    this.#panel.hidden = !isOpen;
    this.#toggle.setAttribute('aria-expanded', String(isOpen));
    remember('inspector', isOpen ? 'open' : 'closed');
    if (isOpen) this.#schedule();
  }

  #schedule(): void {
    if (this.#panel.hidden || this.#isDrawing) return;
    this.#isDrawing = true;
    setTimeout(() => {
      this.#isDrawing = false;
      this.#draw();
    }, drawInterval);
  }

  #draw(): void {
    const recorder = this.#recorder;
    if (recorder === undefined || this.#panel.hidden) return;
    this.#live.hidden = false;
    this.#heading.textContent = recorder.question;
    this.#timeline.show(recorder);
    this.#charts.show(recorder.samples);
    this.#list.show(recorder.events);
    const { firstToken, attempts, bytes, tokens, duplicates, lastEventId, events, dropped } =
      recorder;
    const tiles = {
      'First token': firstToken === undefined ? '–' : `${firstToken.toFixed(0)} ms`,
      Requests: String(attempts),
      Events: (dropped + events.length).toLocaleString('en'),
      Parts: tokens.toLocaleString('en'),
      Bytes: bytes.toLocaleString('en'),
      Duplicates: String(duplicates),
      'Last event ID': short(lastEventId) || '–',
    };
    this.#tiles.replaceChildren(
      ...Object.entries(tiles).map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, value)),
      ),
    );
    // The countdown and the bar change without an event.
    if (recorder.state !== 'closed') this.#schedule();
  }

  #copyButtons(): HTMLElement[] {
    const texts = {
      'Copy as JSON': (recorder: Recorder) => JSON.stringify(recorder, undefined, 2),
      'Copy as curl': (recorder: Recorder) => recorder.toCurl(),
    };
    return Object.entries(texts).map(([label, textOf]) => {
      const button = element('button', { type: 'button', class: 'chip' }, label);
      button.addEventListener('click', () => {
        if (this.#recorder === undefined) return;
        void copyText(textOf(this.#recorder)).then((isCopied) => {
          button.textContent = isCopied ? 'Copied' : 'Refused';
          setTimeout(() => (button.textContent = label), 1600);
        });
      });
      return button;
    });
  }
}

function section(title: string, ...content: HTMLElement[]): HTMLElement {
  return element('section', { class: 'inspector-section' }, element('h3', {}, title), ...content);
}

function localStorageItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
