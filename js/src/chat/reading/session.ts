// One answer being read: messages, lines and bare JSON in, parts out. Used by chatParts and ChatPartStream.
import type { EventSourceMessage } from '../../types.js';
import { Answer } from './answer.js';
import { failureIn, failureInUnknown, failureOf } from './api-failure.js';
import { BareBody } from './bare-body.js';
import type { ChatReader } from '../chat-format.js';
import { documentsIn, isKeepAliveWord, type Documents } from './documents.js';
import { JsonScanner } from './json-scanner.js';
import { parseJson, type Json } from '../formats/shared/json.js';

/** A line that reports an error as no event stream does. */
const ERROR_LINE = /^error\s*:\s*(.*)$/s;
/** How much of what was not understood is kept, for the error that quotes it. */
const QUOTED_CHARACTERS = 200;

export class ChatSession {
  readonly answer = new Answer();
  readonly #reader: ChatReader;
  /** Finds bare JSON between the lines of an event stream. */
  #lines = new JsonScanner();
  #body = new BareBody();
  /** Messages of the response at hand, without keep-alives. */
  #position = 0;
  #isUnderstood = false;
  #quote = '';
  /** The message that was parsed last, so that each is parsed once. */
  #message: EventSourceMessage | undefined;
  #documents: Documents | undefined;

  constructor(reader: ChatReader) {
    this.#reader = reader;
  }

  /** The start of what was received, if none of it was understood, and it is not JSON that was cut off. */
  get notUnderstood(): string | undefined {
    const quote = this.#quote || this.#body.start.slice(0, QUOTED_CHARACTERS);
    return this.#isUnderstood || quote === '' || this.#pending > 0 ? undefined : quote;
  }

  /** The body is a page of HTML: nothing in it will be understood. */
  get isMarkup(): boolean {
    return this.#body.isMarkup;
  }

  /** Whether bare JSON has gone past the limit of a message: an object that has begun, or one of `messages`. */
  isTooLarge(messages: readonly EventSourceMessage[] | undefined, limit: number): boolean {
    return this.#pending > limit || messages?.some(({ data }) => data.length > limit) === true;
  }

  /** The length of the bare JSON object that has begun. */
  get #pending(): number {
    return this.#lines.pending + this.#body.pending;
  }

  /** `ended`: the API's last message has been read. `finished`: the end of the body is success. */
  get ending(): 'ended' | 'finished' | undefined {
    const { ended, hasFinish } = this.answer;
    return ended ? 'ended' : hasFinish ? 'finished' : undefined;
  }

  /** A response begins: the first, or one that continues the answer. */
  begin(): void {
    this.#lines = new JsonScanner();
    this.#body = new BareBody();
    this.#position = 0;
  }

  /** Returns the messages of a body that is not an event stream; `undefined` if it is one. */
  messagesOf(bytes: Uint8Array): EventSourceMessage[] | undefined {
    return this.#body.read(bytes);
  }

  /** The key of a message that the API may repeat. */
  keyOf(message: EventSourceMessage): string | number | undefined {
    const [chunk] = this.#documentsOf(message).objects;
    if (chunk === undefined || this.isKeepAlive(message)) {
      return undefined;
    }
    this.#position += 1;
    return this.#reader.key?.(chunk, this.#position - 1);
  }

  /** Whether a message that the body ended in the middle of is whole. */
  isWhole(message: EventSourceMessage): boolean {
    return !this.#documentsOf(message).isMalformed;
  }

  /** Whether a message only keeps the connection alive. */
  isKeepAlive(message: EventSourceMessage): boolean {
    if (isKeepAliveWord(message.event)) {
      return true;
    }
    const { objects, isLast, isMalformed } = this.#documentsOf(message);
    return !isLast && !isMalformed && objects.every(({ type }) => isKeepAliveWord(type));
  }

  cursorOf(message: EventSourceMessage): unknown {
    const [chunk] = this.#documentsOf(message).objects;
    return chunk && this.#reader.cursor?.(chunk);
  }

  /** Adds the parts of a message to the answer. Nothing is read after an error. */
  read(message: EventSourceMessage): void {
    if (this.#hasFailed()) {
      return;
    }
    if (this.isKeepAlive(message)) {
      this.#readEmpty(message);
      return;
    }
    const { objects, isLast, isMalformed } = this.#documentsOf(message);
    let isKnown = !isMalformed;
    for (const chunk of objects) {
      isKnown = this.#readDocument(chunk, message.event) === true && isKnown;
    }
    if (isMalformed && message.event === 'error') {
      this.answer.failWith(failureOf(message.data));
    }
    if (!isKnown && !this.#hasFailed()) {
      this.answer.other(message);
    }
    if (!isKnown || isLast) {
      this.#keep(message.data);
    }
    if (isLast) {
      this.answer.end();
    }
  }

  /** Returns the data of the message that a line completes which is not part of an event stream. */
  readLine(line: string): string | undefined {
    const [, error] = ERROR_LINE.exec(line) ?? [];
    if (error !== undefined) {
      this.answer.failWith(failureOf(parseJson(error) ?? error));
      return undefined;
    }
    if (this.#lines.pending === 0) {
      this.#keep(line);
    }
    return this.#lines.scan(`${line}\n`).join('\n') || undefined;
  }

  #hasFailed(): boolean {
    return this.answer.failure !== undefined;
  }

  /** Keeps the start of what was received. */
  #keep(text: string): void {
    if (this.#quote.length < QUOTED_CHARACTERS && !this.#isUnderstood) {
      this.#quote += text.slice(0, QUOTED_CHARACTERS);
    }
  }

  /** Reads an event without a JSON object, such as `event: done`: the format may know it by its name. */
  #readEmpty(message: EventSourceMessage): void {
    const { event } = message;
    const hasName = event !== '' && !isKeepAliveWord(event);
    if (
      hasName &&
      this.#documentsOf(message).objects.length === 0 &&
      this.#readDocument({}, event) === 'other'
    ) {
      this.answer.other(message);
    }
  }

  #readDocument(chunk: Json, event: string): boolean | 'other' {
    const { answer } = this;
    const failure = failureIn(chunk, event);
    if (failure !== undefined) {
      answer.failWith(failure);
      return true;
    }
    const before = answer.additions;
    const isKnown = this.#reader.read(chunk, answer, event);
    if (isKnown !== false || answer.additions > before) {
      this.#isUnderstood = true;
      return isKnown;
    }
    const unknown = failureInUnknown(chunk);
    if (unknown !== undefined) {
      answer.failWith(unknown);
    }
    return false;
  }

  #documentsOf(message: EventSourceMessage): Documents {
    if (this.#message !== message || this.#documents === undefined) {
      this.#message = message;
      this.#documents = documentsIn(message.data);
    }
    return this.#documents;
  }
}
