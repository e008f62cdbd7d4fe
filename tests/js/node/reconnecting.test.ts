// tests/native/policy/ through WebAssembly: facts and numbers reach the policy, and it returns the
// decisions of the tables.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  decide,
  type AttemptFacts,
  type Decision,
} from '../../../js/src/connecting/retry-policy.js';
import { load } from '../../../js/src/runtime/load.js';
import { Action, Outcome, Reason } from '../../../js/src/runtime/module.js';
import type { RetryOptions } from '../../../js/src/options/retry-options.js';
import { withoutPolicyTables } from '../../../scripts/commands/generate.mjs';
import { headingsOf } from '../../support/markdown.mjs';
import { root } from '../../support/child.js';
import { FIRST_ATTEMPT } from '../support/attempt-facts.js';

const FOLDER = 'tests/native/policy';
const RULES = 'rules.csv';
const page = readFileSync(join(root, 'docs/reconnecting.md'), 'utf8');
const runtime = await load();

interface TableRow {
  /** `rules.csv:12`, for failure reports. */
  readonly place: string;
  /** The text of a column's cell, `''` if the table has no such column. */
  cell(column: string): string;
}

function rowsOf(file: string): TableRow[] {
  const lines = readFileSync(join(root, FOLDER, file), 'utf8')
    .trimEnd()
    .split('\n');
  const [columns = [], ...rows] = lines.map((line) => line.split(','));
  return rows.map((cells, index) => ({
    place: `${file}:${index + 2}`,
    cell: (column) => cells[columns.indexOf(column)] ?? '',
  }));
}

/** The parts of a cell between semicolons. */
const listOf = (cell: string): string[] => (cell === '' ? [] : cell.split('; '));

const rules = rowsOf(RULES);
const cases = readdirSync(join(root, FOLDER))
  .filter((file) => file !== RULES)
  .flatMap(rowsOf);

const facts: AttemptFacts = {
  outcome: Outcome.connectFailed,
  status: 503,
  ...FIRST_ATTEMPT,
};

/** The columns with yes or no, and the names of their facts. `replay` is an option. */
const FACTS = {
  asked: 'asked',
  resume: 'canResume',
  repeatable: 'repeatable',
  idempotent: 'idempotent',
  accepted: 'accepted',
  replay: 'replay',
} as const;
type FactColumn = keyof typeof FACTS;
const FACT_COLUMNS = Object.keys(FACTS) as FactColumn[];

interface Situation {
  readonly outcome: string;
  readonly status: number;
  readonly facts: Readonly<Record<FactColumn, boolean>>;
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** The value of a name in the tables: `body_dropped` is `bodyDropped`. */
function named<Value>(words: Readonly<Record<string, Value>>, word: string, place: string): Value {
  const value = words[word.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase())];
  if (value === undefined) {
    throw new Error(`${place}: unknown word ${word}`);
  }
  return value;
}

function numberOf(text: string, place: string): number {
  if (!/^(?:NaN|-?Infinity|-?\d+(?:\.\d+)?(?:e\d+)?)$/.test(text)) {
    throw new Error(`${place}: expected a number, got ${text}`);
  }
  return Number(text);
}

function situations(): Situation[] {
  const combinations = Array.from({ length: 2 ** FACT_COLUMNS.length }, (_, bits) =>
    Object.fromEntries(FACT_COLUMNS.map((column, bit) => [column, ((bits >> bit) & 1) === 1])),
  ) as Situation['facts'][];
  return Object.keys(Outcome).flatMap((outcome) =>
    [200, 204, 401, 503].flatMap((status) =>
      combinations.map((combination) => ({
        outcome: snakeCase(outcome),
        status,
        facts: combination,
      })),
    ),
  );
}

function fits(rule: TableRow, situation: Situation): boolean {
  const has = (column: string, value: string): boolean => {
    const cell = rule.cell(column);
    return cell === 'any' || listOf(cell).includes(value);
  };
  return (
    has('outcome', situation.outcome) &&
    has('status', String(situation.status)) &&
    FACT_COLUMNS.every((column) => has(column, situation.facts[column] ? 'yes' : 'no'))
  );
}

function decided(situation: Situation): Decision {
  const { replay, ...known } = Object.fromEntries(
    FACT_COLUMNS.map((column) => [FACTS[column], situation.facts[column]]),
  ) as Record<(typeof FACTS)[FactColumn], boolean>;
  const outcome = named(Outcome, situation.outcome, RULES);
  return decide(runtime, { replay }, true, {
    ...facts,
    ...known,
    outcome,
    status: situation.status,
  });
}

/** The facts and the options of a row. */
function situationOf(row: TableRow): [RetryOptions, boolean, AttemptFacts] {
  const number = (column: string, otherwise: number): number => {
    const text = row.cell(column);
    return text === '' ? otherwise : numberOf(text, row.place);
  };
  const outcome = row.cell('outcome');
  const messages = number('messages', 0);
  const options = listOf(row.cell('options'));
  const numbers = options.filter((option) => option !== 'method: POST');
  return [
    Object.fromEntries(
      numbers.map((option) => {
        const [name = '', value = ''] = option.split(': ');
        return [name, numberOf(value, row.place)];
      }),
    ),
    numbers.length === options.length,
    {
      ...facts,
      outcome: outcome === '' ? facts.outcome : named(Outcome, outcome, row.place),
      number: number('attempt', 1),
      elapsed: number('elapsed', 0),
      messages,
      replayed: row.cell('replayed') === 'yes',
      offline: row.cell('offline') === 'yes',
      asked: row.cell('onerror') !== '',
      askedDelay: number('onerror', NaN),
      reconnectionTime: number('retry', NaN),
      retryAfter: number('retry-after-ms', NaN),
      random: number('random', 0),
    },
  ];
}

const GOING_ON: readonly Reason[] = [Reason.asked, Reason.transient, Reason.offline];

/** After a stop the numbers have no meaning. */
function expectedOf(row: TableRow): Decision {
  const reason = named(Reason, row.cell('reason'), row.place);
  const goesOn = GOING_ON.includes(reason);
  const number = (column: string, atStop: number): number =>
    goesOn ? numberOf(row.cell(column), row.place) : atStop;
  return {
    action: goesOn ? Action.retry : Action.stop,
    reason,
    delay: number('delay', 0),
    nextNumber: number('next attempt', 1),
    elapsed: number('next elapsed', 0),
  };
}

describe('retry policy', () => {
  test('decides in every situation as the first rule that applies', () => {
    const all = situations();
    const wrong = all.filter((situation) => {
      const rule = rules.find((candidate) => fits(candidate, situation));
      const { action, reason } = decided(situation);
      return (
        rule === undefined ||
        action !== named(Action, rule.cell('action'), rule.place) ||
        reason !== named(Reason, rule.cell('reason'), rule.place)
      );
    });

    expect(all).toHaveLength(16 * 4 * 64);
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  test.each(cases.map((row) => [row.place, row] as const))(
    'decides as in the case %s',
    (_place, row) => {
      expect(decide(runtime, ...situationOf(row))).toEqual(expectedOf(row));
    },
  );

  test('has more than 100 cases', () => {
    expect(cases.length).toBeGreaterThan(100);
  });
});

describe('docs/reconnecting.md', () => {
  test('explains every outcome and every reason', () => {
    const rows = withoutPolicyTables(page).matchAll(/^\| `(\w+)` +\|/gm);

    expect(Array.from(rows, ([, word]) => word)).toEqual(
      [...Object.keys(Outcome), ...Object.keys(Reason)].map(snakeCase),
    );
  });

  test('has links with existing targets', () => {
    const anchors = new Set(headingsOf(page).map(({ anchor }) => `#${anchor}`));
    const targets = Array.from(page.matchAll(/\]\(([^)]+)\)/g), ([, target = '']) => target);

    expect(
      targets.filter((target) =>
        target.startsWith('#')
          ? !anchors.has(target)
          : !existsSync(join(root, 'docs', target.replace(/#.*/, ''))),
      ),
    ).toEqual([]);
  });
});
