// Assigns fragments to tool calls. Servers use indexes and IDs in different ways.
import type { ToolCallPart } from '../../chat-part.js';
import { word } from './json.js';

/** A fragment of a tool call, or a complete call. Every value may be missing or have another type. */
export interface ToolCallFragment {
  /** The index of the call. If it is missing, a new ID starts a new call. */
  readonly index?: unknown;
  /** The ID of the call. */
  readonly id?: unknown;
  /** The name of the tool. */
  readonly name?: unknown;
  /** A fragment of JSON text, or the complete arguments as any other value. */
  readonly arguments?: unknown;
}

interface Call {
  readonly index: number | string;
  id: string | undefined;
  name: string | undefined;
  /** Whether arguments were yielded. */
  begun: boolean;
}

export class ToolCalls {
  readonly #calls: Call[] = [];
  /** The latest call of every index of the server. */
  readonly #byIndex = new Map<unknown, Call>();

  /** Returns the part for a fragment, or `undefined` if it adds nothing. */
  fragment({ index, id, name, arguments: args }: ToolCallFragment): ToolCallPart | undefined {
    const call = this.#callOf(index, known(id), known(name));
    return this.#part(call, known(id), known(name), textOf(args));
  }

  /** Returns the part for a complete call. Its arguments are omitted if fragments of them were read before. */
  whole({ index, id, name, arguments: args }: ToolCallFragment): ToolCallPart | undefined {
    const call = this.#callOf(index, known(id), known(name));
    const text = call.begun ? '' : (word(textOf(args)) ?? '{}');
    return this.#part(call, known(id), known(name), text);
  }

  /** Returns a part for every call without arguments. */
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
      // Without index and ID, a name starts a call.
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

/** Returns `undefined` for `''`, `null` and `"null"`, which servers send as ID and name of later fragments. */
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
