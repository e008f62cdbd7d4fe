// EventSource follows the rules of Web IDL for members, arguments and event handlers.
import { describe, expect, test, vi } from 'vitest';
import { EventSource, type EventSourceInit } from '../../../js/src/index.js';
import { streamOf } from '../support/watched-source.js';

/** A fetch that never resolves: no request is sent. */
const silent = (): Promise<Response> => new Promise(() => {});
const URL_WITHOUT_SERVER = 'http://127.0.0.1/';

function create(init: EventSourceInit = {}): EventSource {
  return new EventSource(URL_WITHOUT_SERVER, { fetch: silent, ...init });
}

const descriptor = (owner: object, name: PropertyKey): PropertyDescriptor | undefined =>
  Object.getOwnPropertyDescriptor(owner, name);

describe('EventSource: interface object', () => {
  test("has the standard's name and one required argument", () => {
    expect(descriptor(EventSource, 'name')).toEqual({
      value: 'EventSource',
      writable: false,
      enumerable: false,
      configurable: true,
    });
    expect(EventSource.length).toBe(1);
    expect(EventSource.prototype.constructor).toBe(EventSource);
    expect(descriptor(EventSource, 'prototype')?.writable).toBe(false);
  });

  test('constructs event targets and requires new', () => {
    const source = create();

    expect(source).toBeInstanceOf(EventTarget);
    expect(source).toBeInstanceOf(EventSource);
    expect(() => (EventSource as unknown as (url: string) => void)(URL_WITHOUT_SERVER)).toThrow(
      TypeError,
    );
  });

  test('can be extended', () => {
    class Named extends EventSource {
      readonly input = 'a name';
    }

    const source = new Named(URL_WITHOUT_SERVER, { fetch: silent });

    expect(source).toBeInstanceOf(EventSource);
    expect([source.input, source.url]).toEqual(['a name', URL_WITHOUT_SERVER]);
  });

  test.each(Object.entries({ CONNECTING: 0, OPEN: 1, CLOSED: 2 }))(
    '%s is a constant of the class and of the prototype',
    (name, value) => {
      const constant = { value, writable: false, enumerable: true, configurable: false };

      expect(descriptor(EventSource, name)).toEqual(constant);
      expect(descriptor(EventSource.prototype, name)).toEqual(constant);
    },
  );
});

describe('EventSource: prototype', () => {
  test('has Symbol.toStringTag "EventSource"', () => {
    expect(descriptor(EventSource.prototype, Symbol.toStringTag)).toEqual({
      value: 'EventSource',
      writable: false,
      enumerable: false,
      configurable: true,
    });
    expect(Object.prototype.toString.call(create())).toBe('[object EventSource]');
  });

  test.each(['url', 'withCredentials', 'readyState', 'lastEventId', 'reconnectionTime'])(
    '%s is a read-only accessor of the prototype',
    (name) => {
      const attributes = { enumerable: true, configurable: true, set: undefined };

      expect(descriptor(EventSource.prototype, name)).toMatchObject(attributes);
      expect(() => void Reflect.get(EventSource.prototype, name)).toThrow(TypeError);
      expect(() => void Reflect.get(EventSource.prototype, name, {})).toThrow(TypeError);
      expect(Object.getOwnPropertyNames(create())).not.toContain(name);
    },
  );

  test.each(['onopen', 'onmessage', 'onerror'])(
    '%s is a writable accessor of the prototype',
    (name) => {
      const attributes = { enumerable: true, configurable: true };

      expect(descriptor(EventSource.prototype, name)).toMatchObject(attributes);
      expect(() => void Reflect.get(EventSource.prototype, name, {})).toThrow(TypeError);
      expect(() => void Reflect.set(EventSource.prototype, name, null, {})).toThrow(TypeError);
    },
  );

  test('close() throws for objects that are not sources', () => {
    const attributes = { writable: true, enumerable: true, configurable: true };

    expect(descriptor(EventSource.prototype, 'close')).toMatchObject(attributes);
    const { value: close } = descriptor(EventSource.prototype, 'close') as { value: () => void };
    expect(close.length).toBe(0);
    expect(() => close.call({})).toThrow(TypeError);
  });

  test('fromReadableStream is static and enumerable', () => {
    expect(descriptor(EventSource, 'fromReadableStream')).toMatchObject({
      writable: true,
      enumerable: true,
      configurable: true,
    });
    expect(EventSource.fromReadableStream.length).toBe(1);
  });
});

describe('EventSource: URL', () => {
  // Arguments of a program without types.
  const Any = EventSource as unknown as new (...args: unknown[]) => EventSource;
  const urlOf = (input: unknown): string => new Any(input, { fetch: silent }).url;

  test('is parsed from String(argument)', () => {
    expect(urlOf(new URL('HTTP://127.0.0.1:80/a/../b c#d'))).toBe('http://127.0.0.1/b%20c#d');
    expect(urlOf({ toString: () => 'http://127.0.0.1/e' })).toBe('http://127.0.0.1/e');
    expect(urlOf('http://127.0.0.1/\ud800')).toBe('http://127.0.0.1/%EF%BF%BD');
  });

  test.each(['http://', 'http://this is invalid/', 'http://127.0.0.1:99999/'])(
    '%s is invalid: a SyntaxError',
    (url) => {
      const fetch = vi.fn(silent);
      const attempt = (): unknown => new EventSource(url, { fetch });

      expect(attempt).toThrow(DOMException);
      expect(attempt).toThrow(expect.objectContaining({ name: 'SyntaxError', code: 12 }));
      expect(fetch).not.toHaveBeenCalled();
    },
  );

  test('is resolved against the page or the worker; elsewhere it has to be absolute', () => {
    const { location } = globalThis as { location?: Location };

    if (location === undefined) {
      expect(() => urlOf('stream')).toThrow(DOMException);
    } else {
      expect(urlOf('stream?a')).toBe(new URL('stream?a', location.href).href);
      expect(urlOf('')).toBe(location.href.replace(/#.*/, ''));
      expect(urlOf(undefined)).toMatch(/\/undefined$/);
    }
  });

  test('is required and must not be a symbol: a TypeError', () => {
    expect(() => new Any()).toThrow(TypeError);
    expect(() => urlOf(Symbol('a'))).toThrow(TypeError);
  });
});

describe('EventSource: init', () => {
  const Any = EventSource as unknown as new (...args: unknown[]) => EventSource;

  test.each([undefined, null])('may be %s', (init) => {
    const source = new Any(URL_WITHOUT_SERVER, init);
    source.close();

    expect(source.withCredentials).toBe(false);
  });

  test.each([true, 1, 'a', Symbol('a')])(
    'must not be %s: a TypeError before the URL is parsed',
    (init) => {
      expect(() => new Any('http://', init)).toThrow(TypeError);
    },
  );

  test('withCredentials is converted by Boolean, inherited or not', () => {
    const credentials = (init: object): boolean => {
      const source = new Any(URL_WITHOUT_SERVER, init);
      source.close();
      return source.withCredentials;
    };

    expect(credentials({ withCredentials: 'false' })).toBe(true);
    expect(credentials(Object.create({ withCredentials: true }) as object)).toBe(true);
    expect(credentials({ withCredentials: undefined })).toBe(false);
    expect(credentials(() => {})).toBe(false);
  });

  test('invalid options throw at once', () => {
    expect(() => create({ maxEventBytes: 0 })).toThrow(RangeError);
    expect(() => create({ retry: { statuses: [1] } })).toThrow(RangeError);
    expect(() => create({ retry: { jitter: '1' as unknown as number } })).toThrow(TypeError);
  });
});

describe.each(['open', 'message', 'error'] as const)('EventSource: on%s', (type) => {
  const fire = (source: EventSource): boolean =>
    source.dispatchEvent(new Event(type, { cancelable: true }));
  // The three handlers have different types.
  const set = (source: EventSource, handler: unknown): void => {
    (source as unknown as Record<string, unknown>)[`on${type}`] = handler;
  };

  test('is null until it is set, and after it is set to a value that is not an object', () => {
    const source = create();

    expect(source[`on${type}`]).toBeNull();
    for (const nothing of ['a', 1, undefined, null]) {
      const handler = (): void => {};
      set(source, handler);
      expect(source[`on${type}`]).toBe(handler);
      set(source, nothing);
      expect(source[`on${type}`]).toBeNull();
    }
  });

  test('may be an object that is not callable, which does nothing', () => {
    const source = create();
    const handler = {
      handleEvent: () => {
        throw new Error('called');
      },
    };

    set(source, handler);
    fire(source);

    expect(source[`on${type}`]).toBe(handler);
  });

  test('is called with the event; `this` is the source', () => {
    const source = create();
    const calls: unknown[] = [];
    set(source, function (this: unknown, event: Event) {
      calls.push(this, event.type);
    });

    fire(source);

    expect(calls).toEqual([source, type]);
  });

  test('keeps its place among the listeners when it changes and loses it when it is set to null', () => {
    const source = create();
    const calls: string[] = [];
    const listen = (name: string) => (): void => void calls.push(name);
    source.addEventListener(type, listen('first'));
    set(source, listen('handler'));
    source.addEventListener(type, listen('last'));

    set(source, listen('another'));
    fire(source);
    set(source, null);
    fire(source);
    set(source, listen('late'));
    fire(source);

    expect(calls).toEqual(
      [
        ['first', 'another', 'last'],
        ['first', 'last'],
        ['first', 'last', 'late'],
      ].flat(),
    );
  });

  test('cancels the event by returning false', () => {
    const source = create();

    set(source, () => undefined);
    expect(fire(source)).toBe(true);
    set(source, () => false);
    expect(fire(source)).toBe(false);
  });
});

test('EventSource: importing the package does not change the globals', () => {
  expect((globalThis as { EventSource?: unknown }).EventSource).not.toBe(EventSource);
});

test('EventSource: a source of fromReadableStream has the same interface', () => {
  const source = EventSource.fromReadableStream(streamOf(''));

  expect(source).toBeInstanceOf(EventSource);
  expect(source.constructor).toBe(EventSource);
  source.close();
});
