// The replacement of `vitest` in a browser, and the runner of the tests: one module, so that its
// state is shared.
export {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  onTestFinished,
  test,
} from '@vitest/runner';
export { expect } from './expect.js';
export { runFile } from './run-file.js';
export { vi } from './vi.js';
