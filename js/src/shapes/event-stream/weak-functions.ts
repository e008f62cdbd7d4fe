// A caller's functions, held by the caller's iterator alone: they may refer to it, and must not keep it alive.

type AnyFunction = (...args: unknown[]) => unknown;
type Weak<Value extends object> = Pick<WeakRef<Value>, 'deref'>;

/** Returns the same options with functions that call the given ones as long as `holder` is alive, which alone holds them. */
export function heldBy<Options extends object>(
  holder: Record<string, unknown>,
  options: Options,
): Options {
  const functions = weakly(holder);
  const entries = Object.entries(options).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'function') {
      return [name, value];
    }
    holder[name] = value;
    return [name, calling(functions, name)];
  });
  return Object.fromEntries(entries) as Options;
}

/** Held strongly in an engine without WeakRef. */
function weakly<Value extends object>(value: Value): Weak<Value> {
  return typeof WeakRef === 'function' ? new WeakRef(value) : { deref: () => value };
}

/** A function of its own, so that its closure keeps nothing else. */
function calling(functions: Weak<Record<string, unknown>>, name: string): AnyFunction {
  return (...args) => {
    const call = functions.deref()?.[name] as AnyFunction | undefined;
    return call?.(...args);
  };
}
