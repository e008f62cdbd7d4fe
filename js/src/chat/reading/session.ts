// Reads one answer: converts messages, lines and bare JSON into parts.
import type { EventSourceMessage } from '../../types.js';
import { Answer } from './answer.js';
import { failureIn, failureInUnknown, failureOf } from './api-failure.js';
import { BareBody } from './bare-body.js';
import type { ChatReader } from '../chat-format.js';
import type { ChatPart } from '../chat-part.js';
import type { Fragment, ShapeReader, SkimmedMessages } from '../matching/shape-reader.js';
import { countsOf } from './counts-of.js';
import { documentsIn, isKeepAliveWord, type Documents } from './documents.js';
import { JsonScanner } from './json-scanner.js';
import { object, parseJson, valueAt, type Json } from '../formats/shared/json.js';

/** An error line that is not part of an event stream. */
const ERROR_LINE = /^error\s*:\s*(.*)$/s;
/** The number of characters of an unknown body that an error quotes. */
const QUOTED_CHARACTERS = 200;

type CreateShapes = (keepsLatest: boolean, receiver: SkimmedMessages) => ShapeReader;

export class ChatSession implements SkimmedMessages {
  readonly answer = new Answer();
  readonly #reader: ChatReader;
  /** Finds bare JSON between the lines of an event stream. */
  #lines: JsonScanner | undefined;
  /** `undefined` for an event stream, once that is known. */
  #body: BareBody | undefined = new BareBody();
  /** The number of messages of the current response, without keep-alives. */
  #position = 0;
  /** The highest sequence number, now and at the start of the response. */
  #highest = -Infinity;
  #highestBefore = -Infinity;
  #cursor: unknown;
  /** Reads messages by their shape. `undefined` if all messages are parsed. */
  readonly shapes: ShapeReader | undefined;
  /** The number of messages that were read without an error. */
  messages = 0;
  #isUnderstood = false;
  #quote = '';
  /** The last parsed message, so that every message is parsed once. */
  #message: EventSourceMessage | undefined;
  #documents: Documents | undefined;

  /** @param createShapes - Creates the ShapeReader. Without it, all messages are parsed. */
  constructor(reader: ChatReader, createShapes?: CreateShapes) {
    this.#reader = reader;
    if (reader.shape !== undefined) {
      const keepsLatest = reader.cursor !== undefined || reader.sequenceNumber !== undefined;
      this.shapes = createShapes?.(keepsLatest, this);
    }
  }

  /** After a resume, messages may be repeated, so all of them are parsed. */
  canSkim(): boolean {
    return !this.#hasFailed() && this.#highestBefore === -Infinity;
  }

  onText({ type, index }: Fragment, text: string): void {
    this.answer[type](text, index);
  }

  onMessages(count: number): void {
    this.#position += count;
    this.messages += count;
  }

  /** The cursor of the messages so far, for `resume`. */
  get cursor(): unknown {
    this.readLatest();
    return this.#cursor;
  }

  /**
   * Returns the start of a body that is not an answer: no message was recognised at its end, or it is an HTML page. `undefined`
   * while JSON is unfinished.
   */
  notUnderstood(isEnd: boolean): string | undefined {
    if (this.#isUnderstood || !(isEnd || this.#body?.isMarkup)) {
      return undefined;
    }
    const quote = this.#quote || (this.#body?.start.slice(0, QUOTED_CHARACTERS) ?? '');
    return quote === '' || this.#pending > 0 ? undefined : quote;
  }

  /** Returns whether bare JSON exceeds the limit: an unfinished object, or one of `messages`. */
  isTooLarge(limit: number, messages?: readonly EventSourceMessage[]): boolean {
    return this.#pending > limit || messages?.some(({ data }) => data.length > limit) === true;
  }

  /** The length of an unfinished bare JSON object. */
  get #pending(): number {
    return (this.#lines?.pending ?? 0) + (this.#body?.pending ?? 0);
  }

  /** `ended`: the last message was read. `finished`: the answer is complete when the body ends. */
  get ending(): 'ended' | 'finished' | undefined {
    const { ended, hasFinish } = this.answer;
    return ended ? 'ended' : hasFinish ? 'finished' : undefined;
  }

  /** Must be called at the start of every response. */
  begin(): void {
    this.readLatest();
    this.shapes?.begin();
    this.#highestBefore = this.#highest;
    this.#lines = undefined;
    this.#body = new BareBody();
    this.#position = 0;
  }

  /** Returns the messages of a body that is not an event stream, or `undefined` for an event stream. */
  messagesOf(bytes: Uint8Array): EventSourceMessage[] | undefined {
    const messages = this.#body?.read(bytes);
    if (this.#body?.isFramed) {
      this.#body = undefined;
    }
    return messages;
  }

  /** Returns whether an earlier response contained the message, or `undefined` if it has no sequence number. */
  isRepeated(message: EventSourceMessage): boolean | undefined {
    const [chunk] = this.#documentsOf(message).objects;
    if (chunk === undefined || this.isKeepAlive(message)) {
      return undefined;
    }
    this.#position += 1;
    const number = this.#number(chunk);
    return number === undefined ? undefined : number <= this.#highestBefore;
  }

  /** Returns the sequence number of the message at `#position - 1`, and updates the highest number. */
  #number(chunk: Json): number | undefined {
    const number = this.#reader.sequenceNumber?.(chunk, this.#position - 1);
    this.#highest = Math.max(this.#highest, number ?? -Infinity);
    return number;
  }

  /** Reads the token counts and the cursor of the latest message that was read by its shape. */
  readLatest(): void {
    const latest = this.shapes?.takeLatest();
    if (latest === undefined) {
      return;
    }
    const chunk = object(parseJson(latest.data));
    this.#number(chunk);
    this.#readCursor(chunk);
    this.#reader.read(chunk, countsOf(this.answer), latest.event);
  }

  /** Passes the parts that close a complete answer to `deliver`. */
  close(deliver: (part: ChatPart) => void): void {
    this.readLatest();
    this.answer.close(deliver);
  }

  /** Reads the token counts of the latest message that was read by its shape, if it has any. */
  readCounts(): void {
    if (this.shapes?.hasCounts) {
      this.readLatest();
    }
  }

  #readCursor(chunk: Json): void {
    this.#cursor = this.#reader.cursor?.(chunk) ?? this.#cursor;
  }

  /** Returns whether an unterminated message at the end of the body is complete JSON. */
  isWhole(message: EventSourceMessage): boolean {
    return !this.#documentsOf(message).isMalformed;
  }

  /** Returns whether a message only keeps the connection alive. */
  isKeepAlive(message: EventSourceMessage): boolean {
    if (isKeepAliveWord(message.event)) {
      return true;
    }
    const { objects, isLast, isMalformed } = this.#documentsOf(message);
    return !isLast && !isMalformed && objects.every(({ type }) => isKeepAliveWord(type));
  }

  /** Adds the parts of a message to the answer. Nothing is read after an error. */
  read(message: EventSourceMessage): void {
    if (!this.#hasFailed()) {
      this.readLatest();
      this.#read(message);
      this.messages += this.#hasFailed() ? 0 : 1;
    }
  }

  #read(message: EventSourceMessage): void {
    if (this.isKeepAlive(message)) {
      this.#readEmpty(message);
      return;
    }
    const { objects, isLast, isMalformed } = this.#documentsOf(message);
    const [first] = objects;
    if (first !== undefined) {
      this.#readCursor(first);
    }
    let isKnown = !isMalformed;
    this.answer.beginMessage();
    for (const chunk of objects) {
      isKnown = this.#readDocument(chunk, message.event) === true && isKnown;
    }
    if (isKnown && first !== undefined && objects.length === 1 && !isLast) {
      this.#learn(message, first);
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

  /** Reads a line that is not part of an event stream. Returns the data of the message that it completes. */
  readLine(line: string): string | undefined {
    const [, error] = ERROR_LINE.exec(line) ?? [];
    if (error !== undefined) {
      this.answer.failWith(failureOf(parseJson(error) ?? error));
      return undefined;
    }
    this.#lines ??= new JsonScanner();
    if (this.#lines.pending === 0) {
      this.#keep(line);
    }
    return this.#lines.scan(`${line}\n`).join('\n') || undefined;
  }

  #hasFailed(): boolean {
    return this.answer.failure !== undefined;
  }

  /** Appends to the quote of the body until a message is recognised. */
  #keep(text: string): void {
    if (this.#quote.length < QUOTED_CHARACTERS && !this.#isUnderstood) {
      this.#quote += text.slice(0, QUOTED_CHARACTERS);
    }
  }

  #learn(message: EventSourceMessage, chunk: Json): void {
    const { onlyFragment } = this.answer;
    const { id, retry } = message;
    if (this.shapes?.mayLearn && onlyFragment && id === '' && retry === undefined) {
      const shape = this.#reader.shape?.(chunk);
      if (shape !== undefined && valueAt(shape.text, chunk) === onlyFragment.text) {
        const { latest = [] } = shape;
        const hasCounts = latest.some((path) => (valueAt(path, chunk) ?? null) !== null);
        this.shapes.learn(message, shape, { ...onlyFragment, hasCounts });
      }
    }
  }

  /** Reads an event without a JSON object, such as `event: done`. The format may recognise its name. */
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
