// The reports of a page's tests, and their output: failures at once and in full, the rest as
// counts.

/**
 * @typedef {{ message: string, diff: string, stack: string }} Fault
 * @typedef {{ type: 'begins', name: string }
 *   | { type: 'ended', name: string, passed: boolean, faults: Fault[] }
 *   | { type: 'broken', name: string, fault: Fault }
 *   | { type: 'done' }} Report `broken` is what went wrong outside of any test
 *
 * @typedef {object} Place
 * @property {string} engine
 * @property {string} context
 * @property {string} file
 */

export class Reporter {
  passed = 0;
  failed = 0;
  #engine;
  #context;
  #explain;
  #begun = performance.now();

  /**
   * @param {string} engine with its version
   * @param {string} context
   * @param {(stack: string) => string} explain maps a stack to the sources
   */
  constructor(engine, context, explain) {
    this.#engine = engine;
    this.#context = context;
    this.#explain = explain;
  }

  /** @param {string} file @param {Report} report */
  hear(file, report) {
    if (report.type === 'ended' && report.passed) this.passed += 1;
    else if (report.type === 'ended') this.#fail(file, report.name, report.faults);
    else if (report.type === 'broken') this.#fail(file, report.name, [report.fault]);
  }

  /** @param {string} file @param {string} message why the file did not finish */
  break(file, message) {
    this.#fail(file, '', [{ message, diff: '', stack: '' }]);
  }

  /** @returns {string} the last line of this context */
  summary() {
    const seconds = ((performance.now() - this.#begun) / 1000).toFixed(1);
    const numbers = `${this.passed} passed, ${this.failed} failed, ${seconds} s`;
    return `${this.#engine}, ${this.#context}: ${numbers}`;
  }

  /** @param {string} file @param {string} name @param {readonly Fault[]} faults */
  #fail(file, name, faults) {
    this.failed += 1;
    const title = [this.#engine, this.#context, file, name].filter(Boolean).join(' > ');
    console.error(`\nFAIL ${title}`);
    for (const { message, diff, stack } of faults) {
      const where = this.#explain(stack);
      console.error([message, diff, where].filter(Boolean).join('\n').replace(/^/gm, '  '));
    }
  }
}
