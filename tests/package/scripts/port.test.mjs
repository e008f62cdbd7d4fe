// The PORT variable of `npm run demo`.
import { expect, test } from 'vitest';
import { readPort } from '../../../demo/server/port.js';

test('8080 unless told otherwise', () => {
  expect(readPort(undefined)).toBe(8080);
  expect(readPort('')).toBe(8080);
  expect(readPort('3000')).toBe(3000);
});

test.each(['0', '65536', '-1', '80a', '8e3', ' 80', '3.5'])('%j is refused', (text) => {
  expect(() => readPort(text)).toThrow(`it is ${JSON.stringify(text)}`);
});
