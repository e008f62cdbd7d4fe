// Consumes the messages of a contender while time is measured, or compares them.
import type { Message } from '../fixtures/workloads.js';

/**
 * A message of any contender: a field that the block does not have is `''`, `undefined` or absent.
 */
export interface Delivered {
  readonly data: string;
  readonly event?: string | undefined;
  readonly id?: string | undefined;
}

export type Take = (message: Delivered) => void;

/** Reads some characters of every string, so that none stays a rope or is optimised away. */
export class Sink {
  messages = 0;
  sum = 0;

  readonly take: Take = ({ data, event, id }) => {
    const { length } = data;
    let { sum } = this;
    sum += length + data.charCodeAt(0) + data.charCodeAt(length >> 1) + data.charCodeAt(length - 1);
    if (event !== undefined && event !== '') {
      sum += event.length + event.charCodeAt(0);
    }
    if (id !== undefined && id !== '') {
      sum += id.length + id.charCodeAt(0);
    }
    this.sum = sum | 0;
    this.messages += 1;
  };
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const END_OF_FIELD = 0x110000;

/** A digest of a sequence of messages: their number, and a hash of every code unit (FNV-1a). */
export class Digest {
  #messages = 0;
  #hash = FNV_OFFSET;

  readonly take: Take = ({ data, event = '', id = '' }) => {
    this.#messages += 1;
    for (const field of [id, event, data]) {
      for (let index = 0; index < field.length; index += 1) {
        this.#add(field.charCodeAt(index));
      }
      this.#add(END_OF_FIELD);
    }
  };

  get value(): string {
    return `${this.#messages} messages, hash ${(this.#hash >>> 0).toString(16)}`;
  }

  #add(unit: number): void {
    this.#hash = Math.imul(this.#hash ^ unit, FNV_PRIME);
  }
}

export function digestOf(messages: readonly Message[]): string {
  const digest = new Digest();
  messages.forEach(digest.take);
  return digest.value;
}
