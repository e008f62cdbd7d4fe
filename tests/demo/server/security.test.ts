// The demo accepts requests of its own page, and refuses those of other sites in the same browser.

import { request } from 'node:http';
import { expect, it } from 'vitest';
import { openFastDemo, type Demo } from './support/demo.js';

/** fetch() does not let a test choose the host header. */
function statusFor(demo: Demo, headers: Record<string, string>, path = '/api/info') {
  return new Promise<number | undefined>((resolve, reject) => {
    request(demo.url + path, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

it.each(['localhost:8080', '127.0.0.1', '192.168.1.7:8080', '[::1]:8080', 'LOCALHOST'])(
  'accepts the host %s',
  async (host) => {
    expect(await statusFor(await openFastDemo(), { host })).toBe(200);
  },
);

it.each(['evil.example:8080', 'localhost.evil.example', '127.0.0.1.evil.example', 'a b'])(
  'refuses the host %j',
  async (host) => {
    expect(await statusFor(await openFastDemo(), { host })).toBe(403);
    expect(await statusFor(await openFastDemo(), { host }, '/')).toBe(403);
  },
);

it('accepts the names of ALLOWED_HOSTS', async () => {
  const demo = await openFastDemo({ env: { ALLOWED_HOSTS: 'Chat.example.com, other.example' } });

  expect(await statusFor(demo, { host: 'chat.example.com:80' })).toBe(200);
  expect(await statusFor(demo, { host: 'other.example' })).toBe(200);
});

it.each(['http://evil.example', 'null', 'http://localhost.evil.example'])(
  'refuses requests of a page of %s',
  async (origin) => {
    expect(await statusFor(await openFastDemo(), { host: 'localhost', origin })).toBe(403);
  },
);

it('accepts requests of its own page', async () => {
  const headers = { host: 'localhost:8080', origin: 'http://localhost:8080' };

  expect(await statusFor(await openFastDemo(), headers)).toBe(200);
});
