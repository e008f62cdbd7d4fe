// What the Web IDL and HTML standards ask of an interface beyond what a class of the language does.

/**
 * One event handler attribute (`onopen`, say) of a target. It is a listener from when it is first set to when it is set
 * to null: another function takes the place of the one before in the order of the listeners.
 *
 * {@link https://html.spec.whatwg.org/#event-handler-attributes | HTML standard, event handlers}
 */
export class EventHandler<Value extends (event: never) => unknown> {
  readonly #target: EventTarget;
  readonly #type: string;
  #value: Value | null = null;

  constructor(target: EventTarget, type: string) {
    this.#target = target;
    this.#type = type;
  }

  get(): Value | null {
    return this.#value;
  }

  /** What is no object counts as null; an object that cannot be called is kept and does nothing. Web IDL, callback functions. */
  set(given: unknown): void {
    const isObject = typeof given === 'function' || (typeof given === 'object' && given !== null);
    const value = isObject ? (given as Value) : null;
    if (this.#value === null && value !== null) {
      this.#target.addEventListener(this.#type, this.#listener);
    } else if (value === null) {
      this.#target.removeEventListener(this.#type, this.#listener);
    }
    this.#value = value;
  }

  readonly #listener = (event: Event): void => {
    // [spec] "If return value is false, then set event's canceled flag."
    const handler = this.#value;
    if (
      typeof handler === 'function' &&
      handler.call(event.currentTarget, event as never) === false
    ) {
      event.preventDefault();
    }
  };
}

/** An argument of a dictionary type. Throws a TypeError for what is neither an object nor left out. */
export function toDictionary<Dictionary extends object>(
  name: string,
  value: Dictionary | null | undefined,
): Partial<Dictionary> {
  if (value === null || value === undefined) {
    return {};
  }
  if (typeof value !== 'object' && typeof value !== 'function') {
    throw new TypeError(`Expected ${name} to be an object, got ${typeof value}`);
  }
  return value;
}

interface Class {
  readonly prototype: object;
}

/**
 * Gives a class the looks of an interface: its name, constants, and members that `for in` finds. Answers the same
 * class, so that a bundler can tell that nothing is done where nobody wants it.
 */
export function asInterface(
  implementation: Class,
  name: string,
  constants: Readonly<Record<string, number>>,
): Class {
  const { prototype } = implementation;
  // The name that bundlers leave to a class is not always the one that it had.
  Object.defineProperty(implementation, 'name', { value: name });
  Object.defineProperty(prototype, Symbol.toStringTag, { configurable: true, value: name });
  for (const [owner, builtIn] of [
    [implementation, ['length', 'name', 'prototype']],
    [prototype, ['constructor']],
  ] as const) {
    for (const member of Object.getOwnPropertyNames(owner)) {
      if (!(builtIn as readonly string[]).includes(member)) {
        Object.defineProperty(owner, member, { enumerable: true });
      }
    }
    for (const [constant, value] of Object.entries(constants)) {
      Object.defineProperty(owner, constant, { enumerable: true, value });
    }
  }
  return implementation;
}
