// Parses the command line: kinds, engines and workloads by name, in any order. Without words of a
// group, all of the group is selected.
import type { Answer } from './fixtures/answer.js';
import { answers } from './fixtures/answers.js';
import { workloads, type Workload } from './fixtures/workloads.js';
import type { EngineName } from './engines/engine.js';

export const ENGINES: readonly EngineName[] = ['node', 'chromium'];

/** The engines of each kind. */
export const KINDS = {
  answers: ENGINES,
  gateway: ['node'],
  bodies: ENGINES,
  parse: ENGINES,
  responses: ['chromium'],
  rendering: ['chromium'],
  scale: ENGINES,
  memory: ['node'],
  'cold-start': ENGINES,
  native: [],
  size: [],
  profile: ENGINES,
} as const satisfies Record<string, readonly EngineName[]>;

export type KindName = keyof typeof KINDS;

export interface Selection {
  readonly kinds: readonly KindName[];
  readonly engines: readonly EngineName[];
  readonly workloads: readonly Workload[];
  readonly answers: readonly Answer[];
  readonly quick: boolean;
}

/** Throws a RangeError for an unknown word. */
export function selectionOf(words: readonly string[]): Selection {
  const kinds = Object.keys(KINDS) as KindName[];
  const names = [...answers, ...workloads].map(({ name }) => name);
  const known: readonly string[] = [...kinds, ...ENGINES, ...names, 'quick'];
  const unknown = words.filter((word) => !known.includes(word));
  if (unknown.length > 0) {
    throw new RangeError(`Expected words of ${known.join(', ')}, got ${unknown.join(', ')}`);
  }
  return {
    kinds: narrowed(kinds, words, (kind) => kind).filter(
      (kind) => kind !== 'profile' || words.includes(kind),
    ),
    engines: narrowed(ENGINES, words, (engine) => engine),
    workloads: narrowed(workloads, words, ({ name }) => name),
    answers: narrowed(answers, words, ({ name }) => name),
    quick: words.includes('quick'),
  };
}

function narrowed<Item>(
  items: readonly Item[],
  words: readonly string[],
  nameOf: (item: Item) => string,
): readonly Item[] {
  const wanted = items.filter((item) => words.includes(nameOf(item)));
  return wanted.length === 0 ? items : wanted;
}
