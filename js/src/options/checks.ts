// Checks the options of a call before a request is sent. Each option is declared once, in a table next to its type.
import { quoted } from '../errors.js';
import { kindOf } from '../parsing/kind-of.js';

/** The expected value in words, the check of a value, and the options of an option that is an object. */
export type Check = readonly [
  expected: string,
  isValid: (value: unknown) => boolean,
  nested?: Options<string>,
];

export type Options<Name extends string> = Readonly<Record<Name, Check>>;

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** `null` counts as no function, as for event handlers of the DOM. */
export const aFunction: Check = [
  'a function',
  (value) => value === null || typeof value === 'function',
];
export const aNumber: Check = ['a number', (value) => typeof value === 'number'];
export const aBoolean: Check = ['a boolean', (value) => typeof value === 'boolean'];

/** Returns whether a value is a plain object of any realm, or an array. */
export function isData(value: unknown): boolean {
  const prototype: unknown = isObject(value) ? Object.getPrototypeOf(value) : value;
  const isPlain =
    prototype === null || (isObject(prototype) && Object.getPrototypeOf(prototype) === null);
  return isObject(value) && (isPlain || Array.isArray(value));
}

/** Options that `fetch` converts to a string without an error. The `fetch` of Node accepts an async iterable as the body. */
export const REQUEST: Options<'method' | 'body'> = {
  method: ['a string', (value) => typeof value === 'string'],
  body: [
    'a value that fetch can send, such as JSON.stringify(data)',
    (value) => !isData(value) || Symbol.asyncIterator in (value as object),
  ],
};

export interface SplitOptions<Init> {
  /** The options in the tables, except those that are `null`. */
  own: Init;
  /** All other options, for `fetch`. */
  request: RequestInit;
}

/** Checks `init` and splits it by the tables. Throws a TypeError for an invalid option. */
export function splitOptions<Init extends object>(
  init: Init,
  ...tables: Options<string>[]
): SplitOptions<Init> {
  if (!isObject(init)) {
    throw new TypeError(`Expected the options to be an object, got ${shown(init)}`);
  }
  const known = Object.assign({}, ...tables) as Options<string>;
  checkOptions(init, { ...REQUEST, ...known });
  const names = Object.keys(known);
  const entries = Object.entries(init) as [string, unknown][];
  return {
    own: Object.fromEntries(
      entries.filter(([name, value]) => names.includes(name) && value !== null),
    ) as Init,
    request: Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
  };
}

/**
 * Throws a TypeError for an invalid value, for a name that differs from an option only in case, and for an unknown handler.
 * Other unknown names may be options of `fetch`, except inside an option that is an object, where they throw too.
 */
export function checkOptions(options: object, known: Options<string>, path = ''): void {
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if (value === undefined) {
      continue;
    }
    const [option, check] =
      Object.entries(known).find(([each]) => each.toLowerCase() === name.toLowerCase()) ?? [];
    if (option === name && check !== undefined) {
      const [expected, isValid, nested] = check;
      if (!isValid(value)) {
        throw new TypeError(`Expected ${path}${name} to be ${expected}, got ${shown(value)}`);
      }
      if (nested !== undefined && isObject(value)) {
        checkOptions(value, nested, `${path}${name}.`);
      }
    } else if (option !== undefined || path !== '' || name.startsWith('on')) {
      const others = Object.keys(known).filter((each) => path !== '' || each.startsWith('on'));
      const expected = option ?? others.join(` or ${path}`);
      throw new TypeError(`Expected the option ${path}${expected}, got ${path}${name}`);
    }
  }
}

/** Returns the text for a value in an error message. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    return quoted(value);
  }
  return isObject(value) || typeof value === 'function' ? kindOf(value) : String(value);
}
