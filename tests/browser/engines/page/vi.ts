// The part of `vi` that portable tests use.
import { fn, restoreAllMocks, spyOn } from '@vitest/spy';

const originals = new Map<PropertyKey, PropertyDescriptor | undefined>();

function stubGlobal(name: PropertyKey, value: unknown): void {
  if (!originals.has(name)) {
    originals.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
  }
  const how = { writable: true, configurable: true, enumerable: true };
  Object.defineProperty(globalThis, name, { value, ...how });
}

function unstubAllGlobals(): void {
  originals.forEach((original, name) => {
    if (original === undefined) {
      Reflect.deleteProperty(globalThis, name);
    } else {
      Object.defineProperty(globalThis, name, original);
    }
  });
  originals.clear();
}

export const vi = { fn, spyOn, restoreAllMocks, stubGlobal, unstubAllGlobals };
