// An answer in the demo's own format: events with ids, which a reader can come back with, however often.

import { eventStream, type EventSourceMessage } from 'post-event-source';
import { endOfAnswer, positionIn, readAnswerEvent } from './answer-event.js';
import { AnswerError } from './answer-failure.js';
import type { AnswerSource, ContextMessage, ReadOptions } from './answer-source.js';

export class NumberedAnswer implements AnswerSource {
  readonly canResume = true;
  readonly #body: string;
  #lastEventId: string | undefined;
  #nextPosition = 0;

  constructor(messages: ContextMessage[]) {
    this.#body = JSON.stringify({ messages });
  }

  async *read(options: ReadOptions): AsyncGenerator<string> {
    const stream = eventStream('/api/chat', {
      ...options,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // Retries send the newest id by themselves. This is for a reader who tries again after they have ended.
        ...(this.#lastEventId !== undefined && { 'last-event-id': this.#lastEventId }),
      },
      body: this.#body,
      // A proxy may end a response politely in the middle: an end before this message is a lost connection.
      isTerminal: ({ data }) => data === endOfAnswer,
      dedupe: ({ id }) => id,
      // The server continues after the last event. Before the first event it finds the answer by its idempotency key.
      resume: 'last-event-id',
      retry: { ...options.retry, replay: true },
    });
    for await (const message of stream) {
      const text = this.#take(message);
      if (text !== '') yield text;
    }
  }

  #take({ id, data }: EventSourceMessage): string {
    if (positionIn(id) !== this.#nextPosition) {
      throw new AnswerError('A part of the answer went missing on the way.');
    }
    this.#nextPosition += 1;
    this.#lastEventId = id;

    const event = readAnswerEvent(data);
    if ('failure' in event) throw new AnswerError(event.failure);
    return event.text;
  }
}
