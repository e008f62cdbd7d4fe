// resume and cursor that fail: no other request is sent in place of the one they failed to return.
import { describe, expect, test } from 'vitest';
import { HandlerError } from '../../../js/src/index.js';
import { CUT, play, POST, REST } from '../support/cut-scene.js';

describe('resume: errors', () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      'throws',
      () => {
        throw new Error('no cursor');
      },
      /^resume threw: no cursor$/,
    ],
    ['rejects', () => Promise.reject(new Error('no cursor')), /^resume threw: no cursor$/],
    ...(
      [
        ['a number', 7, '7'],
        ['an empty object', {}, 'Object'],
        ['an object without a property of a request', { cursor: 7 }, 'Object'],
        ['an object without a URL', { url: undefined }, 'Object'],
        ['an object with an invalid URL', { url: 7 }, 'Object'],
        ['a Response', new Response('rest', { headers: { a: '1' } }), 'Response'],
        ['a Date', new Date(), 'Date'],
        ['an array', ['/rest'], 'Array'],
        ['Headers', new Headers({ a: '1' }), 'Headers'],
      ] as [string, unknown, string][]
    ).map(([what, value, got]): [string, () => unknown, RegExp] => [
      `returns ${what}`,
      () => value,
      new RegExp(`^resume threw: Expected resume to return a URL.*, got ${got}$`),
    ]),
    [
      'returns a plain object as the body',
      () => ({ body: { after: 7 } }),
      /^resume threw: Expected body to be a value.*, got Object$/,
    ],
  ])('%s: the call ends after onerror was called with the error', async (_how, resume, text) => {
    const reported: unknown[] = [];

    const { error, server } = await play(
      () => ({
        ...POST,
        resume: resume as () => null,
        onerror: (failure: unknown) => void reported.push(failure),
      }),
      CUT,
      REST,
    );

    expect(error).toBeInstanceOf(HandlerError);
    expect(error).toMatchObject({ phase: 'handler', handler: 'resume', messagesDelivered: 1 });
    expect((error as Error).message).toMatch(text);
    expect(reported).toEqual([error]);
    expect(server.requests.length).toBe(1);
  });

  test('after onerror has returned a number: the original request is not sent instead', async () => {
    const { error, server } = await play(
      () => ({
        ...POST,
        resume: () => {
          throw new Error('no cursor');
        },
        onerror: () => 70,
        onmessage: () => {
          throw new Error('refused');
        },
      }),
      CUT,
      REST,
    );

    expect(error).toMatchObject({ name: 'HandlerError', handler: 'resume' });
    expect(server.requests.length).toBe(1);
  });

  test('cursor: an error that it throws is handled like an error of a handler', async () => {
    const { error } = await play(
      () => ({
        ...POST,
        cursor: () => {
          throw new Error('not JSON');
        },
      }),
      CUT,
    );

    expect(error).toMatchObject({ name: 'HandlerError', handler: 'cursor' });
  });
});
