// node tests/browser/engines/run.mjs firefox [window|worker|fallback] [part of a file's name]: runs tests/js/ in a browser.
import { mkdir, writeFile } from 'node:fs/promises';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { UserError } from '../../../scripts/support/user-error.mjs';
import { everyCall, inWorker, isAmong } from '../../support/js-files.mjs';
import { bundle } from './bundle.mjs';
import { engines } from './browsers/open-browser.mjs';
import { Reporter } from './report.mjs';
import { Site } from './site.mjs';

/** A file whose page reports nothing for so long is stuck. */
const SILENCE = 60_000;

/**
 * Runs one file in a page of its own, until it ends or exceeds its time.
 * @param {Site} site
 * @param {import('./browsers/open-browser.mjs').Browser} browser
 * @param {string} file
 * @param {string} context
 * @param {Reporter} reporter
 */
async function runFile(site, browser, file, context, reporter) {
  let last = 'nothing yet';
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const ended = new Promise((resolve, reject) => {
    const wait = () => {
      clearTimeout(timer);
      const message = `No word from the page for ${SILENCE / 1000} s. The last was: ${last}`;
      timer = setTimeout(() => reject(new Error(message)), SILENCE);
    };
    const { url, end } = site.run(file, context, (report) => {
      if (report.type === 'done') resolve(end());
      else {
        last = `${report.type} ${report.name}`;
        wait();
        reporter.hear(file, report);
      }
    });
    wait();
    browser.open(url).catch(reject);
  });
  await ended
    .catch((/** @type {Error} */ error) => reporter.break(file, error.message))
    .finally(() => clearTimeout(timer));
}

/** @type {Readonly<Record<string, (file: string) => boolean>>} */
const runsIn = {
  // The formats of chat APIs use only the language: Node is enough for their many streams.
  window: (file) => !/\/chat\/(?!text\.|batched\.|waiting\.)/.test(file),
  worker: (file) => isAmong(file, inWorker),
  fallback: (file) => isAmong(file, everyCall),
};

/** @param {readonly string[]} words of the command line */
async function main([engine = '', ...words]) {
  const openBrowser = engines[engine];
  if (openBrowser === undefined) {
    throw new UserError(`Expected an engine (${Object.keys(engines).join(', ')}), got "${engine}"`);
  }
  const all = Object.keys(runsIn);
  const contexts = all.filter((context) => words.includes(context));
  const parts = words.filter((word) => !all.includes(word));
  const { files, scripts, explain } = await bundle();
  const chosen = files.filter((file) => parts.every((part) => file.includes(part)));
  if (chosen.length === 0)
    throw new UserError(`Expected parts of a file name in tests/js/, got ${parts.join(' ')}`);
  const site = new Site(scripts);
  await site.open();
  const browser = await openBrowser();
  const total = { passed: 0, failed: 0 };
  try {
    for (const context of contexts.length > 0 ? contexts : all) {
      const reporter = new Reporter(`${engine} ${browser.version}`, context, explain);
      for (const file of chosen) {
        if (runsIn[context]?.(file)) await runFile(site, browser, file, context, reporter);
      }
      total.passed += reporter.passed;
      total.failed += reporter.failed;
      console.log(reporter.summary());
    }
  } finally {
    await browser.close();
    await site.close();
  }
  await mkdir(inRoot('build', 'reports'), { recursive: true });
  await writeFile(inRoot('build', 'reports', `${engine}.json`), JSON.stringify(total));
  return total.failed > 0 ? 1 : 0;
}

// A process that is ended by a signal runs no cleanup: its browser would keep running.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

process.exitCode = await main(process.argv.slice(2)).catch((/** @type {unknown} */ error) => {
  console.error(error instanceof UserError ? error.message : error);
  return 1;
});
