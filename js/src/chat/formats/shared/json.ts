// Access to parsed JSON of unknown structure. No function throws.

/** A JSON object. Every property may be missing, or have another type than the API documents. */
export type Json = Readonly<Record<string, unknown>>;

const EMPTY: Json = Object.freeze({});

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns `value` if it is an object, otherwise an empty object. */
export function object(value: unknown): Json {
  return isObject(value) ? value : EMPTY;
}

/** Returns the objects in a list, or a list with the object itself. */
export function objects(value: unknown): readonly Json[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.every(isObject) ? values : values.filter(isObject);
}

/** Returns a string that is not empty, otherwise `undefined`. */
export function word(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Returns the JSON value of `text`, or `undefined` if it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Returns the value at a path of names and indexes, such as `choices.0.text`. */
export function valueAt(path: string, value: unknown): unknown {
  return path
    .split('.')
    .reduce<unknown>((outer, name) => (Object(outer) as Record<string, unknown>)[name], value);
}
