// What a page downloads to use one name of the package: printed by part, limited by a budget, and
// equal to README.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { measureSize, sizeOfName, type BundleSize } from '../../../bench/kinds/size.js';
import { inRoot } from '../../../scripts/support/paths.mjs';

/**
 * Bytes of a name with everything it needs, including WebAssembly, compressed by brotli. A budget
 * is the current size and a little more. A commit that raises one explains the bytes. The aim is 12
 * KiB for `fetchEventSource`.
 */
const BUDGETS = {
  fetchEventSource: 18_120,
  eventStream: 19_090,
  EventSource: 19_360,
  createParser: 9580,
  chatText: 29_030,
  chatFetch: 24_950,
};

const KIBIBYTE = 1024;

let sizes: readonly BundleSize[];
beforeAll(async () => {
  const { text, data } = await measureSize();
  console.log(text);
  sizes = data;
});

const brotli = (name: string): number => sizes.find((size) => size.name === name)?.brotli ?? NaN;

describe('size, compressed by brotli', () => {
  test.each(Object.entries(BUDGETS))('%s has at most %i bytes', (name, budget) => {
    expect(brotli(name)).toBeLessThanOrEqual(budget);
  });
});

test.each([
  ['fetchEventSource', /`fetchEventSource` alone downloads ([\d.]+) KiB/],
  ['createParser', /([\d.]+) KiB for `createParser` alone/],
])('README.md: has the size of %s', (name, sentence) => {
  const size = Number(sentence.exec(readFileSync(inRoot('README.md'), 'utf8'))?.[1]);

  expect(size).toBeCloseTo(brotli(name) / KIBIBYTE, 1);
});

test.each([
  ['from-eventsource-parser.md', 'createParser', 'eventsource-parser'],
  ['from-fetch-event-source.md', 'fetchEventSource', '@microsoft/fetch-event-source'],
])('docs/guides/%s: has the size of %s here and in %s', async (guide, name, peer) => {
  const text = readFileSync(inRoot('docs', 'guides', guide), 'utf8');
  const kilobytes = Array.from(text.matchAll(/ ([\d.]+) KB/g), ([, figure]) => Number(figure));
  const { brotli: peersBytes } = await sizeOfName(name, peer);

  expect(kilobytes).toEqual([Math.round(brotli(name) / 1000), Math.round(peersBytes / 100) / 10]);
});
