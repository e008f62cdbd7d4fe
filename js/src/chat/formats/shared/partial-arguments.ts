// Collects the arguments of a Gemini call. Each value arrives with its JSON path.
import { word, type Json } from './json.js';

/** A step of a path: `.name`, `[0]`, or a quoted name in brackets. */
const STEP = /\.([^.[]+)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/g;

type Container = Record<string | number, unknown>;

export class PartialArguments {
  // Without a prototype, because a server chooses the names.
  readonly value = Object.create(null) as Container;

  /** Sets the value at its path. A string is appended to an existing string, because strings arrive in fragments. */
  add({ jsonPath, stringValue, numberValue, boolValue }: Json): void {
    const steps = [...(word(jsonPath) ?? '').matchAll(STEP)].map(stepOf);
    let parent = this.value;
    steps.forEach((wanted, at) => {
      // No gaps in arrays: JSON.stringify would fill a large gap with nulls.
      const step = Array.isArray(parent) ? Math.min(Number(wanted), parent.length) : wanted;
      const existing = parent[step];
      if (at < steps.length - 1) {
        const isOpen = typeof existing === 'object' && existing !== null;
        parent[step] = isOpen ? existing : containerOf(steps[at + 1]);
        parent = parent[step] as Container;
      } else {
        const isText = typeof existing === 'string' && typeof stringValue === 'string';
        const value = stringValue ?? numberValue ?? boolValue ?? null;
        parent[step] = isText ? existing + stringValue : value;
      }
    });
  }
}

function stepOf([, name, index, single, double]: RegExpExecArray): string | number {
  return index === undefined ? (name ?? single ?? double ?? '') : Number(index);
}

function containerOf(step: string | number | undefined): Container {
  return (typeof step === 'number' ? [] : Object.create(null)) as Container;
}
