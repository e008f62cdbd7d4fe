// docs/guides/testing.md: its tests pass, and fail if the tested code is wrong.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fetchEventSource, ready } from 'post-event-source';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { bareEnvironment } from '../../support/environment.js';
import { openGuide } from './support/guide.js';

const guide = openGuide('testing');
const tested = guide.use('ask.js');
guide.use('start-server.js');

/** Runs a file with `node --test`, and returns its counts. */
const count = (file: string): Promise<{ passed: number; failed: number }> =>
  new Promise((resolve) => {
    const args = ['--test', '--test-reporter=tap', guide.use(file)];
    const options = { cwd: dirname(tested), env: bareEnvironment };
    execFile(process.execPath, args, options, (_error, out) => {
      const number = (name: string): number =>
        Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(out)?.[1]);
      resolve({ passed: number('pass'), failed: number('fail') });
    });
  });

test.each([
  ['ask.test.js', 5],
  ['response.test.js', 1],
  ['time.test.js', 1],
  ['api.test.js', 1],
])('%s passes', async (file, passed) => {
  expect(await count(file)).toEqual({ passed, failed: 0 });
});

describe('one test fails if', () => {
  test.each([
    [
      'the request is repeated',
      'ask.test.js',
      '...options,',
      'retry: { replay: true, initialDelay: 10 }, ...options,',
    ],
    ['the question is not sent', 'response.test.js', '{ question }', '{}'],
    [
      'the delays are different',
      'time.test.js',
      '...options,',
      '...options, retry: { ...options.retry, multiplier: 3 },',
    ],
  ])('%s', async (_fault, file, right, wrong) => {
    const code = readFileSync(tested, 'utf8');
    onTestFinished(() => writeFileSync(tested, code));
    writeFileSync(tested, code.replace(right, wrong));

    expect((await count(file)).failed).toBe(1);
  });
});

test("delays use Vitest's fake timers", async () => {
  await ready();
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const headers = { 'content-type': 'text/event-stream' };
  const fetch = vi
    .fn<() => Promise<Response>>()
    .mockResolvedValueOnce(new Response('', { status: 503 }))
    .mockResolvedValueOnce(new Response('', { headers }));
  const stream = fetchEventSource('/api/ask', { fetch, retry: { jitter: 0 } });

  await vi.advanceTimersByTimeAsync(999);
  expect(fetch).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(fetch).toHaveBeenCalledTimes(2);
  await stream;
});

test('every block of the guide has run', () => {
  expect(guide.unused()).toEqual([]);
});
