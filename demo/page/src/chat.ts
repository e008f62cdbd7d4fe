// Requests one answer at a time, and passes its parts and its state to the views.

import type { ChatPart } from 'post-event-source/chat';
import { AnswerStream, randomId, type AnswerEnd, type AnswerState } from './answer-stream.js';
import { Conversation, join, type Turn } from './conversation.js';
import type { Inspector } from './inspector/inspector.js';
import type { Recorder } from './inspector/recorder.js';
import { AnswerView } from './view/answer-view.js';
import { element } from './view/dom.js';

export interface ChatHandlers {
  onState: (state: AnswerState) => void;
  onGrown: () => void;
  onAsked: () => void;
}

/** The newest answer, running or not. */
interface Run {
  stream: AnswerStream;
  turn: Turn;
  view: AnswerView;
  recorder: Recorder;
  /** Whether the view shows parts of an earlier request. They are replaced when the answer arrives again from its start. */
  isStale: boolean;
}

const active = ['connecting', 'open', 'waiting', 'offline', 'hidden'];
export const isActive = ({ name }: AnswerState) => active.includes(name);

export class Chat {
  readonly #conversation = new Conversation();
  #run: Run | undefined;
  #newest: AnswerView | undefined;
  #state: AnswerState = { name: 'ready' };

  constructor(
    private readonly list: HTMLElement,
    private readonly inspector: Inspector,
    private readonly handlers: ChatHandlers,
  ) {
    // Stored, because the server may no longer have the answer after a reload.
    addEventListener('pagehide', () => this.#conversation.save());
  }

  /** Shows the stored turns, and continues an answer that was running. */
  restore(): void {
    for (const turn of this.#conversation.turns) {
      const view = this.#show(turn);
      view.add(turn.parts);
      view.finish(turn.ending);
      if (turn.isRunning) void this.#read(this.#begin(turn, view), (stream) => stream.rejoin());
    }
    if (this.#newest) this.handlers.onAsked();
  }

  ask(question: string): void {
    if (isActive(this.#state)) return;
    const turn: Turn = { question, id: '', parts: [], isRunning: false };
    this.#conversation.turns.push(turn);
    this.#answer(turn, this.#show(turn));
  }

  stop(): void {
    if (isActive(this.#state)) this.#run?.stream.stop();
  }

  cut(): void {
    void this.#run?.stream.command('POST', '/cut');
  }

  /** Reads a failed answer again from its start. If the server cannot send it, asks the question again. */
  tryAgain(): void {
    const run = this.#run;
    if (run === undefined || this.#state.name !== 'failed') return;
    if (this.#state.canResume) {
      run.isStale = true;
      void this.#read(run, (stream) => stream.ask(this.#conversation.messagesFor(run.turn)));
    } else {
      this.#answer(run.turn, run.view);
    }
  }

  newChat(): void {
    this.stop();
    this.#run = this.#newest = undefined;
    this.#conversation.turns = [];
    this.#conversation.save();
    this.list.replaceChildren();
    this.#setState(undefined, { name: 'ready' });
  }

  #show(turn: Turn): AnswerView {
    this.#newest?.setNewest(false);
    const view = new AnswerView(() => this.#answer(turn, view), this.handlers.onGrown);
    this.#newest = view;
    const title = element('h2', { class: 'visually-hidden' }, 'You asked');
    const question = element('div', { class: 'question', 'data-role': 'user' }, turn.question);
    this.list.append(element('article', { class: 'turn' }, title, question, view.node));
    return view;
  }

  #answer(turn: Turn, view: AnswerView): void {
    if (isActive(this.#state)) return;
    turn.id = this.inspector.takeNextId() ?? randomId();
    turn.parts = [];
    view.restart();
    this.handlers.onAsked();
    const messages = this.#conversation.messagesFor(turn);
    void this.#read(this.#begin(turn, view), (stream) => stream.ask(messages));
  }

  #begin(turn: Turn, view: AnswerView): Run {
    const recorder = this.inspector.record(turn.id, this.#conversation.messagesFor(turn));
    const onParts = (parts: readonly ChatPart[]) => {
      if (run.isStale) {
        turn.parts = [];
        view.restart();
      }
      run.isStale = false;
      recorder.parts(parts);
      join(turn.parts, parts);
      view.add(parts);
    };
    const stream = new AnswerStream(turn.id, onParts, {
      fetch: recorder.fetch,
      onretry: (retry) => {
        recorder.retry(retry);
        this.#setState(run, { name: 'waiting', retry });
      },
      onstate: (status) => {
        recorder.status(status);
        const { state: name, attempts } = status;
        if (name === 'connecting') this.#setState(run, { name, again: attempts > 1 });
        // `onretry` reports 'waiting', and the result of the stream reports 'closed'.
        else if (name !== 'waiting' && name !== 'closed') this.#setState(run, { name });
      },
    });
    const run: Run = { stream, turn, view, recorder, isStale: turn.parts.length > 0 };
    turn.isRunning = true;
    this.#run = run;
    this.#conversation.save();
    return run;
  }

  async #read(run: Run, read: (stream: AnswerStream) => Promise<AnswerEnd>): Promise<void> {
    const { view, turn, recorder, stream } = run;
    view.setBusy(true);
    const end = await read(stream);
    turn.ending = end.name === 'done' ? end.ending : undefined;
    turn.isRunning = false;
    this.#conversation.save();
    view.finish(turn.ending, recorder);
    this.#setState(run, end);
  }

  /** Ignores a run that was removed from the page by New chat. */
  #setState(run: Run | undefined, state: AnswerState): void {
    if (run !== this.#run) return;
    this.#state = state;
    this.handlers.onState(state);
  }
}
