// The parts of the Web IDL and HTML standards that a JavaScript class does not implement by itself.

/**
 * An event handler attribute of a target, such as `onopen`. A new function keeps the position of the previous one in the
 * order of the listeners, until the attribute is set to null.
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

  /** A primitive value sets null. An object that is not callable is stored and ignored. Web IDL, callback functions. */
  set(input: unknown): void {
    const isObject = typeof input === 'function' || (typeof input === 'object' && input !== null);
    const value = isObject ? (input as Value) : null;
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

/** Converts an argument to a dictionary. Throws a TypeError for a primitive value. */
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
 * Adds the properties of an interface to a class: name, constants, enumerable members. Returns the class, so that bundlers
 * can drop the call if the class is not used.
 */
export function asInterface(
  implementation: Class,
  name: string,
  constants: Readonly<Record<string, number>>,
): Class {
  const { prototype } = implementation;
  // Bundlers may rename a class.
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
