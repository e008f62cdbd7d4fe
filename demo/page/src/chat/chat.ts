// The conductor: takes the reader's wishes, runs one answer at a time, and tells the views what to show.

import { AnswerError } from '../stream/answer-error.js';
import { AnswerStream } from '../stream/answer-stream.js';
import { Meter } from '../stream/meter.js';
import { isActive, type StreamState } from '../stream/stream-state.js';
import type { AnswerView } from '../view/answer-view.js';
import type { ConversationView } from '../view/conversation-view.js';
import { Conversation, type Turn } from './conversation.js';

export interface ChatHandlers {
  onState(state: StreamState): void;
  onGrown(): void;
  onAsked(): void;
}

/** The answer being written, or the last one that was. */
interface Run {
  stream: AnswerStream;
  turn: Turn;
  view: AnswerView;
  meter: Meter;
  resumed: number;
  canResume: boolean;
}

export class Chat {
  readonly #view: ConversationView;
  readonly #handlers: ChatHandlers;
  readonly #conversation = new Conversation();
  #run: Run | undefined;
  #state: StreamState = { name: 'ready' };

  constructor(view: ConversationView, handlers: ChatHandlers) {
    this.#view = view;
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
    this.#run?.stream.stop();
  }

  cut(): void {
    this.#run?.stream.cut();
  }

  /** Continues a broken answer where it stopped, or asks again when there is nothing left to continue. */
  tryAgain(): void {
    const run = this.#run;
    if (run === undefined || isActive(this.#state)) return;
    if (run.canResume) void this.#read(run);
    else this.#answer(run.turn, run.view);
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
    const stream = new AnswerStream(this.#conversation.contextFor(turn), {
      onState: (state) => this.#stateOf(run, state),
      onText: (text) => {
        run.meter.token();
        turn.answer += text;
        view.append(text);
      },
      onResumed: () => (run.resumed += 1),
    });
    const meter = new Meter(() => performance.now());
    const run: Run = { stream, turn, view, meter, resumed: 0, canResume: false };
    this.#run = run;
    this.#handlers.onAsked();
    void this.#read(run);
  }

  async #read(run: Run): Promise<void> {
    run.view.setBusy(true);
    try {
      await run.stream.run();
    } catch (error) {
      run.canResume = error instanceof AnswerError && error.canResume;
    }
    run.view.finish();
    run.view.showNumbers(run.meter.read(), run.resumed);
  }

  /** A run that New chat has put away may still report its end; the page no longer shows it. */
  #stateOf(run: Run, state: StreamState): void {
    if (run === this.#run) this.#show(state);
  }

  #show(state: StreamState): void {
    this.#state = state;
    this.#handlers.onState(state);
  }
}
