// Names of inherited properties in every place where a server can put a text: they stay text, and
// no prototype changes.
import { beforeAll, expect, test } from 'vitest';
import {
  EventSource,
  ready,
  type EventSourceMessage,
  type ParseError,
} from '../../../js/src/index.js';
import { streamWithCallbacks } from '../../../js/src/shapes/fetch-event-source.js';
import { deferred } from '../support/deferred.js';
import { FakeEnvironment } from '../support/fake-environment.js';
import { recordingParser } from '../support/recording-parser.js';
import { endsAfter, startServer, staysOpenAfter } from '../support/server.js';

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'];

/** The names of the properties of Object.prototype. */
function inherited(): Map<string, unknown> {
  const constructors = [Object, Array, Function, Map, Set, EventTarget, MessageEvent];
  const owners = constructors.flatMap((each) => [each, each.prototype as object]);
  return new Map(
    owners.flatMap((owner, index) =>
      Reflect.ownKeys(owner).map((key) => {
        const property = Reflect.getOwnPropertyDescriptor(owner, key);
        const value = property?.value as unknown;
        return [`${index} ${String(key)}`, value ?? property?.get];
      }),
    ),
  );
}

let before: Map<string, unknown>;
beforeAll(async () => {
  await ready();
  before = inherited();
});

function expectNothingInherited(): void {
  const now = inherited();
  const changed = [...now].filter(([name, value]) => !Object.is(value, before.get(name)));
  expect(changed.map(([name]) => name)).toEqual([]);
  expect(now.size).toBe(before.size);
}

function expectPlain(message: object): void {
  expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
  expect(Reflect.ownKeys(message).sort()).toEqual(['data', 'event', 'id', 'retry']);
  expectNothingInherited();
}

test('security: as a field name it is an unknown field', async () => {
  const fields = NAMES.map((name) => `${name}: {"polluted":1}\n${name}.polluted: 1\n`).join('');
  const server = await startServer(endsAfter(`${fields}data: a\n${fields}\n`));
  const messages: EventSourceMessage[] = [];

  await streamWithCallbacks(
    server.url,
    { onmessage: (message) => void messages.push(message) },
    new FakeEnvironment(),
  );

  expect(messages).toEqual([{ data: 'a', event: '', id: '', retry: undefined }]);
  messages.forEach(expectPlain);
});

test('security: as a field name it is reported to createParser as an unknown field', () => {
  const errors: ParseError[] = [];
  const { parser } = recordingParser({ onError: (error) => void errors.push(error) });

  parser.feed(NAMES.map((name) => `${name}: 1\n`).join(''));

  expect(errors.map(({ field }) => field)).toEqual(NAMES);
  expect(errors.map(({ type }) => type)).toEqual(NAMES.map(() => 'unknown-field'));
  expectNothingInherited();
});

test('security: as an id and an event type it is passed on unchanged', async () => {
  const texts = NAMES.map((name) => `id: ${name}\nevent: ${name}\ndata: ${name}\n\n`);
  const server = await startServer(...texts.map(endsAfter), endsAfter('data: end\n\n'));
  const environment = new FakeEnvironment();
  const messages: EventSourceMessage[] = [];
  environment.releaseAll();

  await streamWithCallbacks(
    server.url,
    {
      isTerminal: ({ data }) => data === 'end',
      onmessage: (message) => void messages.push(message),
    },
    environment,
  );

  const named = NAMES.map((name) => ({ data: name, event: name, id: name, retry: undefined }));
  expect(messages.slice(0, -1)).toEqual(named);
  messages.forEach(expectPlain);
  const sent = server.requests.map(({ headers }) => headers['last-event-id']);
  expect(sent).toEqual([undefined, ...NAMES]);
});

test.each(NAMES)('security: as the event type %s of EventSource it is dispatched', async (name) => {
  const server = await startServer(staysOpenAfter(`event: ${name}\nid: ${name}\ndata: a\n\n`));
  const source = new EventSource(server.url);
  const heard = deferred<MessageEvent<string>>();

  source.addEventListener(name, (event) => heard.resolve(event as MessageEvent<string>));
  const { type, data, lastEventId } = await heard.promise;
  source.close();

  expect({ type, data, lastEventId }).toEqual({ type: name, data: 'a', lastEventId: name });
  expectNothingInherited();
});

test('security: as a key of dedupe it is new once and known afterwards', async () => {
  const twice = [...NAMES, ...NAMES].map((name) => `data: ${name}\n\n`).join('');
  const server = await startServer(endsAfter(twice));
  const messages: string[] = [];

  await streamWithCallbacks(
    server.url,
    { dedupe: ({ data }) => data, onmessage: ({ data }) => void messages.push(data) },
    new FakeEnvironment(),
  );

  expect(messages).toEqual(NAMES);
  expectNothingInherited();
});
