// Reads messages that differ from an earlier message only in a few JSON values, without parsing their JSON.
import type { RestParser } from '../../connecting/handlers.js';
import { ShapesHeader, StreamPosition } from '../../runtime/module.js';
import type { EventSourceMessage } from '../../types.js';
import type { MessageShape } from '../chat-format.js';
import type { TextPart } from '../chat-part.js';
import { loadShapes, shapeMemory } from './load-shapes.js';
import type { ShapeMemory, StreamShapes } from './shape-memory.js';

/** After this number of learned shapes in a row without a match, only every 64th candidate is learned. */
const MOST_USELESS_SHAPES = 8;
const LEARNING_INTERVAL = 64;

const NO_BYTES = new Uint8Array();

// Created at first use, because importing the package must not use globals.
let decoder: TextDecoder | undefined;

/** The part type and the index of the text of a message. */
export type Fragment = Pick<TextPart, 'type' | 'index'>;

/** A message that was read by its shape. */
export interface SkimmedMessage {
  readonly data: string;
  readonly event: string;
}

/** Receives the messages that were read by their shape. */
export interface SkimmedMessages {
  /** Returns whether messages may be read by their shape now. */
  canSkim(): boolean;
  /** Called with the joined text of consecutive messages of one shape. */
  onText(fragment: Fragment, text: string): void;
  /** Called with the number of messages, after their text. */
  onMessages(count: number): void;
}

/** What a message adds: its text, and token counts if it has any. */
export interface LearnedFragment extends Fragment {
  readonly hasCounts: boolean;
}

interface LearnedShape extends LearnedFragment {
  readonly event: string;
}

export class ShapeReader {
  readonly loaded = loadShapes();
  readonly #maxEventBytes: number;
  readonly #receiver: SkimmedMessages;
  #shapes = freshShapes();
  /** Indexed by the number of the shape. */
  #learned: LearnedShape[] = [];
  /** Whether the next message matches no shape, so that its shape can be learned. */
  mayLearn = false;
  #uselessShapes = 0;
  #candidates = 0;
  #keepsLatest: boolean;
  /** The data of the latest message. One array for all: an allocation for each would take longer than reading it. */
  #latest = NO_BYTES;
  #latestLength: number | undefined;
  #latestShape = 0;

  /** @param keepsLatest - Whether to store the latest message for `takeLatest`. */
  constructor(maxEventBytes: number, keepsLatest: boolean, receiver: SkimmedMessages) {
    this.#maxEventBytes = maxEventBytes;
    this.#keepsLatest = keepsLatest;
    this.#receiver = receiver;
  }

  /** Must be called at the start of every body. */
  begin(): void {
    this.#shapes = freshShapes();
    this.#learned = [];
    this.mayLearn = false;
    this.#uselessShapes = 0;
    this.#latestLength = undefined;
  }

  /** Reads the messages of a piece that match a shape, and passes the others to `rest`. */
  readonly skim = (piece: Uint8Array, rest: RestParser, start = 0): Promise<void> | undefined => {
    for (let at = start; at < piece.length;) {
      const memory = shapeMemory();
      let count = 0;
      let next = at;
      let end = piece.length;
      if (memory !== undefined && this.#receiver.canSkim()) {
        this.#read(memory, piece, at);
        count = memory.word(ShapesHeader.count);
        next += memory.word(ShapesHeader.bytes);
        end = next + memory.word(ShapesHeader.nextBytes);
      } else {
        this.#shapes.position = StreamPosition.inLine;
        this.mayLearn = false;
      }
      at = end;
      const pending = rest.parseRest(count, end > next ? piece.subarray(next, end) : undefined);
      if (pending !== undefined) {
        return pending.then(() => this.skim(piece, rest, end));
      }
    }
    return undefined;
  };

  #read(memory: ShapeMemory, bytes: Uint8Array, start: number): void {
    const isAtMessage = this.#shapes.position === StreamPosition.betweenMessages;
    memory.read(this.#shapes, bytes, start, this.#maxEventBytes);
    this.mayLearn = isAtMessage && this.#shapes.position === StreamPosition.betweenMessages;
    const count = memory.word(ShapesHeader.count);
    if (count > 0) {
      this.#uselessShapes = 0;
      memory.eachRun(this.#receiveRun);
      if (this.#keepsLatest) {
        const dataStart = start + memory.word(ShapesHeader.dataStart);
        const length = start + memory.word(ShapesHeader.dataEnd) - dataStart;
        if (length > this.#latest.length) {
          this.#latest = new Uint8Array(2 * length);
        }
        this.#latest.set(bytes.subarray(dataStart, dataStart + length));
        this.#latestLength = length;
      }
      this.#receiver.onMessages(count);
    }
  }

  /** Learns the shape of a message that was parsed. */
  learn(
    { data, event }: EventSourceMessage,
    { text, ignored = [], latest = [] }: MessageShape,
    { type, index, hasCounts }: LearnedFragment,
  ): void {
    const memory = shapeMemory();
    this.mayLearn = false;
    if (memory === undefined) {
      return;
    }
    this.#candidates += 1;
    if (this.#uselessShapes >= MOST_USELESS_SHAPES && this.#candidates % LEARNING_INTERVAL > 0) {
      return;
    }
    this.#uselessShapes += 1;
    this.#keepsLatest ||= hasCounts;
    const paths = [text, ...ignored, ...latest];
    const number = memory.learn(this.#shapes, event, data, paths);
    if (number !== undefined) {
      this.#learned[number] = { type, index, event, hasCounts };
    }
  }

  /** Whether the stored latest message has token counts. */
  get hasCounts(): boolean {
    return this.#latestLength !== undefined && this.#learned[this.#latestShape]?.hasCounts === true;
  }

  /** Returns the stored latest message, and removes it from the store. */
  takeLatest(): SkimmedMessage | undefined {
    const length = this.#latestLength;
    if (length === undefined) {
      return undefined;
    }
    this.#latestLength = undefined;
    decoder ??= new TextDecoder('utf-8', { ignoreBOM: true });
    return {
      data: decoder.decode(this.#latest.subarray(0, length)),
      event: this.#learned[this.#latestShape]?.event ?? '',
    };
  }

  readonly #receiveRun = (number: number, text: string): void => {
    const shape = this.#learned[number];
    this.#latestShape = number;
    if (shape !== undefined) {
      this.#receiver.onText(shape, text);
    }
  };
}

function freshShapes(): StreamShapes {
  return { stored: NO_BYTES, position: StreamPosition.inLine, misses: 0 };
}
