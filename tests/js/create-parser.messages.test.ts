// The messages of createParser have the form of eventsource-parser: an absent field is undefined.
import { beforeAll, expect, test } from 'vitest';
import { createParser, ready, type ParsedMessage } from '../../js/src/index.js';

beforeAll(async () => {
  await ready();
});

function messagesOf(...chunks: string[]): ParsedMessage[] {
  const messages: ParsedMessage[] = [];
  const parser = createParser({ onEvent: (message) => messages.push(message) });
  chunks.forEach((chunk) => parser.feed(chunk));
  return messages;
}

test('createParser messages: an absent field is undefined', () => {
  const [message] = messagesOf('data: a\n\n');

  expect(message).toStrictEqual({ id: undefined, event: undefined, data: 'a' });
  expect(Object.keys(message ?? {})).toEqual(['id', 'event', 'data']);
  expect(messagesOf('event:\ndata: a\n\n')).toEqual([message]);
});

test('createParser messages: a field of the previous block is not repeated, and retry is not included', () => {
  expect(messagesOf('id: 1\nevent: e\nretry: 5\ndata: a\n\ndata: b\n\n')).toStrictEqual([
    { id: '1', event: 'e', data: 'a' },
    { id: undefined, event: undefined, data: 'b' },
  ]);
});

test('createParser messages: the id is empty in the first message after the stream has reset the last event ID', () => {
  expect(messagesOf('id\ndata: a\n\ndata: b\n\n').map(({ id }) => id)).toEqual(['', undefined]);
  expect(messagesOf('id\n\n', 'data: a\n\n').map(({ id }) => id)).toEqual(['']);
  expect(messagesOf('id\n\nid: 1\n\ndata: a\n\n').map(({ id }) => id)).toEqual([undefined]);
});
