// The address of an answer that a server has named: below that of the request, whatever the name is.
import { expect, test } from 'vitest';
import { below } from '../../../../js/src/chat/formats/shared/address.js';

test.each([
  ['/api/chat', '/api/chat/7'],
  ['/api/chat/', '/api/chat/7'],
  ['https://a.test/v1/responses?api-version=2#x', 'https://a.test/v1/responses/7?api-version=2'],
])('below %s', (url, address) => {
  expect(below(url, ['7'])).toBe(address);
});

test('a name is one segment, whatever is in it', () => {
  expect(below('/a', ['../b?c#d/é'])).toBe('/a/..%2Fb%3Fc%23d%2F%C3%A9');
});

test.each(['', '.', '..'])('a name that leads elsewhere (%j) has no address', (name) => {
  expect(below('/a', [name, 'stream'])).toBe(null);
});

test.each(['resp_\ud800', '\udc00\ud800'])(
  'a name with a lone surrogate (%j), which no URL can carry, has no address',
  (name) => {
    expect(below('/a', [name])).toBe(null);
  },
);

test('a name with a pair of surrogates has an address', () => {
  expect(below('/a', ['🎉'])).toBe('/a/%F0%9F%8E%89');
});
