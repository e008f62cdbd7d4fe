// What `vitest` is to a test in a browser, and the runner that the tests are defined for: one module, one state.
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
