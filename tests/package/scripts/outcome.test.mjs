// How `npm test` counts tests: a suite that does not run must not count as passed.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { capture } from '../../../scripts/support/command.mjs';
import { inPackages, inRoot } from '../../../scripts/support/paths.mjs';
import { countJUnit, outcomeOf, summary, total } from '../../../scripts/testing/outcome.mjs';

// One test starts Vitest.
vi.setConfig({ testTimeout: 60_000 });

test('CTest report: counts test cases, without skipped and disabled ones', () => {
  const xml =
    '<?xml version="1.0"?>\n<testsuite name="Linux-c++"\n\ttests="10"\n\tfailures="2"\n\tdisabled="1"\n\tskipped="3"\n>' +
    '<testcase name="tests=99" failures="7"/></testsuite>';

  expect(countJUnit(xml)).toEqual({ passed: 4, failed: 2 });
});

test('Google Test report: counts the sums of its suites', () => {
  const xml =
    '<?xml version="1.0"?>\n<testsuites tests="7" failures="1" disabled="0" errors="0" time="0.1">\n' +
    '<testsuite name="Buffer" tests="4" failures="1" disabled="0" skipped="0" errors="0"></testsuite>' +
    '<testsuite name="Field" tests="3" failures="0" disabled="1" skipped="0" errors="0"></testsuite></testsuites>';

  expect(countJUnit(xml)).toEqual({ passed: 5, failed: 1 });
});

test('report: counts nothing without a suite', () => {
  expect(countJUnit('')).toEqual({ passed: 0, failed: 0 });
});

test('Vitest report: counts a file that fails to load as a failure', async () => {
  const folder = await mkdtemp(inRoot('build', 'outcome-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'vitest.config.mjs'), 'export default {};\n');
  await writeFile(join(folder, 'broken.test.mjs'), "import './missing.mjs';\n");
  await writeFile(
    join(folder, 'tests.test.mjs'),
    "import { test } from 'vitest';\ntest('passes', () => {});\ntest('fails', () => { throw new Error('no'); });\n",
  );
  const report = join(folder, 'report.xml');
  const options = ['--root', folder, '--reporter=junit'];
  const vitest = [inPackages('vitest', 'vitest.mjs'), 'run', ...options, `--outputFile=${report}`];

  const { code } = await capture([process.execPath, ...vitest]);

  expect(code).toBe(1);
  expect(countJUnit(await readFile(report, 'utf8'))).toEqual({ passed: 1, failed: 2 });
});

test('suite: fails without tests', () => {
  expect(outcomeOf({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
});

test('suite: fails if its program fails without a failed test', () => {
  expect(outcomeOf({ passed: 9, failed: 0 }, 1)).toEqual({ passed: 9, failed: 1 });
  expect(outcomeOf({ passed: 9, failed: 2 }, 1)).toEqual({ passed: 9, failed: 2 });
  expect(outcomeOf({ passed: 9, failed: 0 }, 0)).toEqual({ passed: 9, failed: 0 });
});

test('summary: ends with the totals', () => {
  const rows = [
    { name: 'One', passed: 12, failed: 0, milliseconds: 1234 },
    { name: 'Another', passed: 1, failed: 3, milliseconds: 60_000 },
  ];
  const lines = summary(rows).split('\n');

  expect(lines[1]).toMatch(/^One +12 +0 +1\.2 s$/);
  expect(lines[2]).toMatch(/^Another +1 +3 +60\.0 s +FAILED$/);
  expect(lines.at(-1)).toBe('13 passed, 3 failed');
  expect(total(rows)).toEqual({ passed: 13, failed: 3 });
});
