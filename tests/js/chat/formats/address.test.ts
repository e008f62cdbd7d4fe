// The URL of an answer that a server has named: below the URL of the request, for any name.
import { expect, test } from 'vitest';
import { below } from '../../../../js/src/chat/formats/shared/address.js';

test.each([
  ['/api/chat', '/api/chat/7'],
  ['/api/chat/', '/api/chat/7'],
  ['https://a.test/v1/responses?api-version=2#x', 'https://a.test/v1/responses/7?api-version=2'],
])('address: is below %s', (url, address) => {
  expect(below(url, ['7'])).toBe(address);
});

test('address: any name becomes one path segment', () => {
  expect(below('/a', ['../b?c#d/é'])).toBe('/a/..%2Fb%3Fc%23d%2F%C3%A9');
});

test.each(['', '.', '..'])('address: a name that leads elsewhere (%j) has no address', (name) => {
  expect(below('/a', [name, 'stream'])).toBe(null);
});

test.each(['resp_\ud800', '\udc00\ud800'])(
  'address: a name with a lone surrogate (%j), which no URL can contain, has no address',
  (name) => {
    expect(below('/a', [name])).toBe(null);
  },
);

test('address: a name with a surrogate pair has an address', () => {
  expect(below('/a', ['🎉'])).toBe('/a/%F0%9F%8E%89');
});
