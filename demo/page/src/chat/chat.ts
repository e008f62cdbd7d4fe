// Runs one answer at a time for the reader, and passes its state to the views.

import type { StreamStatus } from 'post-event-source';
import { isActive, type AnswerState } from '../stream/answer-state.js';
import { AnswerStream } from '../stream/answer-stream.js';
import { Meter } from '../stream/meter.js';
import type { FormatName } from '../stream/read-answer.js';
import type { AnswerView } from '../view/answer-view.js';
import type { ConversationView } from '../view/conversation-view.js';
import { Conversation, type Turn } from './conversation.js';

export interface ChatHandlers {
  onState(state: AnswerState): void;
  onGrown(): void;
  onAsked(): void;
}

/** The answer being written, or the last one that was. */
interface Run {
  stream: AnswerStream;
  turn: Turn;
  view: AnswerView;
  meter: Meter;
  /** What is shown was read by an earlier call: it stays until the answer arrives again. */
  isStale: boolean;
}

export class Chat {
  readonly #view: ConversationView;
  readonly #handlers: ChatHandlers;
  readonly #format: FormatName | undefined;
  readonly #conversation = new Conversation();
  #run: Run | undefined;
  #state: AnswerState = { name: 'ready' };

  /** @param format - Of the server's answers; undefined for the demo's own. */
  constructor(view: ConversationView, format: FormatName | undefined, handlers: ChatHandlers) {
    this.#view = view;
    this.#format = format;
    this.#handlers = handlers;
  }

  ask(question: string): void {
    if (isActive(this.#state)) return;
    const turn = this.#conversation.add(question);
    const view = this.#view.addTurn(question, {
      onRegenerate: () => this.#answer(turn, view),
      onGrown: () => this.#handlers.onGrown(),
    });
    this.#answer(turn, view);
  }

  stop(): void {
    if (isActive(this.#state)) this.#run?.stream.stop();
  }

  cut(): void {
    this.#run?.stream.cut();
  }

  /** Reads a broken answer again, whole, or asks again if the server cannot send it. */
  tryAgain(): void {
    const run = this.#run;
    if (run === undefined || this.#state.name !== 'failed') return;
    if (this.#state.canResume) {
      run.isStale = true;
      void this.#read(run);
    } else {
      this.#answer(run.turn, run.view);
    }
  }

  newChat(): void {
    this.stop();
    this.#run = undefined;
    this.#conversation.clear();
    this.#view.clear();
    this.#show({ name: 'ready' });
  }

  #answer(turn: Turn, view: AnswerView): void {
    if (isActive(this.#state)) return;
    turn.answer = '';
    view.restart();
    const stream = new AnswerStream(this.#format, this.#conversation.contextFor(turn), {
      onPart: (part) => run.meter.part(part),
      onParts: (parts) => {
        if (run.isStale) view.restart();
        run.isStale = false;
        view.add(parts);
        turn.answer = view.text;
      },
      onRetry: (retry) => this.#showOf(run, { name: 'waiting', retry }),
      onStatus: (status) => this.#follow(run, status),
    });
    const meter = new Meter(() => performance.now());
    const run: Run = { stream, turn, view, meter, isStale: false };
    this.#run = run;
    this.#handlers.onAsked();
    void this.#read(run);
  }

  async #read(run: Run): Promise<void> {
    run.view.setBusy(true);
    const end = await run.stream.run();
    run.view.finish(end.name === 'done' ? end.ending : undefined);
    run.view.showNumbers(run.meter.read());
    this.#showOf(run, end);
  }

  #follow(run: Run, status: StreamStatus): void {
    run.meter.status(status);
    const { state, attempts } = status;
    if (state === 'connecting') this.#showOf(run, { name: state, again: attempts > 1 });
    // onRetry reports the wait, and the result of the stream's run the end.
    else if (state !== 'waiting' && state !== 'closed') this.#showOf(run, { name: state });
  }

  /** A run that New chat has put away may still report its end; the page no longer shows it. */
  #showOf(run: Run, state: AnswerState): void {
    if (run === this.#run) this.#show(state);
  }

  #show(state: AnswerState): void {
    this.#state = state;
    this.#handlers.onState(state);
  }
}
