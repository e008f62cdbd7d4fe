// The tokens of two hundred streams that mostly wait are garbage at once. If V8 takes what a waiting
// stream keeps for long-lived, each message stays in memory until the next full collection.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { bundled } from './bundle.mjs';

vi.setConfig({ testTimeout: 60_000 });

/** A new space of this size is full at once, and V8 decides what is long-lived only then. */
const FLAGS = ['--expose-gc', '--max-semi-space-size=1'];
/** Of 60,200: a few of the last are not delivered yet. */
const FEWEST_MESSAGES = 60_000;
/** A message that stays takes more than ten times as much. */
const MOST_BYTES = 4;

test.each(['fetchEventSource', 'eventStream', 'chatText', 'chatParts'])(
  'waiting streams: no message of %s stays in memory',
  async (api) => {
    const script = await bundled('waiting.ts', 'node');

    const { stdout } = await promisify(execFile)(process.execPath, [...FLAGS, script, api]);

    const { read, grown } = JSON.parse(stdout) as { read: number; grown: number };
    expect(read).toBeGreaterThan(FEWEST_MESSAGES);
    expect(Math.abs(grown)).toBeLessThan(MOST_BYTES);
  },
);
