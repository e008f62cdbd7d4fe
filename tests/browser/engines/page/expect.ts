// `expect` as Vitest builds it, from the same parts.
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  ChaiStyleAssertions,
  getState,
  GLOBAL_EXPECT,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  setState,
  type Assertion,
  type ExpectStatic,
} from '@vitest/expect';
import { getCurrentTest } from '@vitest/runner';
import * as chai from 'chai';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(ChaiStyleAssertions);
chai.use(JestAsymmetricMatchers);

interface WithTest {
  withTest(test: unknown): Assertion;
}

function expectValue(value: unknown, message?: string): Assertion {
  const assertion = chai.expect(value, message) as unknown as Assertion & WithTest;
  const test = getCurrentTest();
  // With the test as its context, an assertion that is not awaited fails the test.
  return test === undefined ? assertion : assertion.withTest(test);
}

const matchers = (globalThis as Record<symbol, unknown>)[ASYMMETRIC_MATCHERS_OBJECT];

export const expect = Object.assign(expectValue, chai.expect, matchers) as unknown as ExpectStatic;

setState({ assertionCalls: 0 }, expect);
expect.getState = () => getState(expect);
expect.setState = (state) => setState(state, expect);
Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: expect, configurable: true });
