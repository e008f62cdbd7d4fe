// What a page downloads to run one name of the package: printed by part, and held to a budget.
import { beforeAll, describe, expect, test } from 'vitest';
import { measureSize, type Weight } from '../../bench/kinds/size.js';

/** Bytes, compressed by brotli. What may not grow beyond it, with what it needs: WebAssembly, glue and JavaScript. */
const BUDGETS = {
  fetchEventSource: 13_250,
  eventStream: 13_750,
  EventSource: 14_250,
  createParser: 7550,
};

let weights: readonly Weight[];
beforeAll(async () => {
  const { text, data } = await measureSize();
  console.log(text);
  weights = data;
});

describe('compressed by brotli', () => {
  test.each(Object.entries(BUDGETS))('%s takes no more than %i bytes', (name, budget) => {
    expect(weights.find((weight) => weight.name === name)?.brotli).toBeLessThanOrEqual(budget);
  });
});
