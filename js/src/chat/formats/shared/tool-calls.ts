// Keeps tool calls apart and whole, whatever a server makes of their indexes and IDs.
import type { ToolCallPart } from '../../chat-part.js';
import { word } from './json.js';

/** A fragment of a tool call, or a whole one, as a format found it. Every value may be missing or of another type. */
export interface ToolCallFragment {
  /** The server's index of the call; a call of its own where it is missing and the ID is new. */
  readonly index?: unknown;
  /** The API's ID of the call. */
  readonly id?: unknown;
  /** The name of the tool. */
  readonly name?: unknown;
  /** A fragment of JSON text, or the whole arguments as any other value. */
  readonly arguments?: unknown;
}

interface Call {
  readonly index: number | string;
  id: string | undefined;
  name: string | undefined;
  /** Arguments have been yielded. */
  begun: boolean;
}

export class ToolCalls {
  readonly #calls: Call[] = [];
  /** By the server's own index: the newest call of that index. */
  readonly #byIndex = new Map<unknown, Call>();

  /** Returns the part that a fragment stands for; `undefined` if it adds nothing. */
  fragment({ index, id, name, arguments: given }: ToolCallFragment): ToolCallPart | undefined {
    const call = this.#callOf(index, known(id), known(name));
    return this.#part(call, known(id), known(name), textOf(given));
  }

  /** The same for a whole call: its arguments are left out if fragments of them have been read. */
  whole({ index, id, name, arguments: given }: ToolCallFragment): ToolCallPart | undefined {
    const call = this.#callOf(index, known(id), known(name));
    const text = call.begun ? '' : (word(textOf(given)) ?? '{}');
    return this.#part(call, known(id), known(name), text);
  }

  /** Returns a part for each call that came without arguments. */
  complete(): ToolCallPart[] {
    return this.#calls.flatMap(
      (call) => this.#part(call, undefined, undefined, call.begun ? '' : '{}') ?? [],
    );
  }

  #part(
    call: Call,
    id: string | undefined,
    name: string | undefined,
    text: string,
  ): ToolCallPart | undefined {
    const part: ToolCallPart = { type: 'tool-call', index: call.index, arguments: text };
    if (id !== undefined && call.id === undefined) {
      part.id = call.id = id;
    }
    if (name !== undefined && call.name === undefined) {
      part.name = call.name = name;
    }
    call.begun ||= text !== '';
    return text !== '' || part.id !== undefined || part.name !== undefined ? part : undefined;
  }

  #callOf(index: unknown, id: string | undefined, name: string | undefined): Call {
    const isIndex = (typeof index === 'number' && index >= 0) || word(index) !== undefined;
    const byId = id === undefined ? undefined : this.#calls.find((call) => call.id === id);
    if (byId !== undefined) {
      return byId;
    }
    const call = isIndex ? this.#byIndex.get(index) : this.#calls[this.#calls.length - 1];
    const isNew =
      call === undefined ||
      (id !== undefined && call.id !== undefined) ||
      // Without index and IDs a name is all that a call begins with.
      (!isIndex && id === undefined && name !== undefined && call.name !== undefined);
    return isNew ? this.#begin(index, isIndex) : call;
  }

  #begin(index: unknown, isIndex: boolean): Call {
    const isFree = (one: unknown): boolean => this.#calls.every((call) => call.index !== one);
    let own = isIndex ? (index as number | string) : 0;
    for (let next = this.#calls.length; !isFree(own); next += 1) {
      own = next;
    }
    const call: Call = { index: own, id: undefined, name: undefined, begun: false };
    this.#calls.push(call);
    if (isIndex) {
      this.#byIndex.set(index, call);
    }
    return call;
  }
}

/** Later fragments repeat IDs and names as `''`, `null` or `"null"`. */
function known(value: unknown): string | undefined {
  const text = word(typeof value === 'number' ? String(value) : value);
  return text === 'null' ? undefined : text;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
