// Tests for every chat API. The test file of an API passes its data.
import { describe, expect, test } from 'vitest';
import { ChatError, chatText, type ChatFormat } from '../../../js/src/chat/index.js';
import { BodyError, StreamInterruptedError, TruncatedError } from '../../../js/src/index.js';
import { utf8 } from './bytes.js';
import { ask, ends, EVENT_STREAM, POST, readPieces, staysOpen } from './chat-scene.js';
import { rejectionOf } from './deferred.js';
import { startServer } from './server.js';

/** The raw bytes of an API. */
export interface Wire {
  readonly format: ChatFormat;
  /** The content type, if it is not that of an event stream. */
  readonly type?: string;
  /** An answer without its last message, in parts of one message each. */
  readonly messages: readonly string[];
  readonly last: string;
  /** The text of the answer. */
  readonly text: string;
  /** A keep-alive, which may come between any two messages. */
  readonly keepAlives: readonly string[];
  /** Errors by name: each as it is sent in place of a message, and the expected ChatError. */
  readonly failures: readonly (readonly [string, string, object])[];
}

/** Declares the tests. */
export function holdsToContract(name: string, wire: Wire): void {
  const { format, type = EVENT_STREAM, messages, last, text, keepAlives, failures } = wire;
  const init = { format };
  const begun = messages.join('');
  const whole = begun + last;
  /** Before a finish reason, which may precede the last message. */
  const cut = messages.slice(0, 4).join('');

  describe(`${name}: contract of every format`, () => {
    test.each([1, 2, 3, 5, 17, 4096])('yields the text for chunks of %i bytes', async (size) => {
      const { deltas, error } = await readPieces(utf8(whole), size, type, init);

      expect(error).toBeUndefined();
      expect(deltas.join('')).toBe(text);
      expect(deltas).not.toContain('');
    });

    test('ignores keep-alives', async () => {
      const noise = keepAlives.join('');

      const { deltas, error } = await ask(
        init,
        ends(noise + [...messages, last].join(noise) + noise, type),
      );

      expect(keepAlives.length).toBeGreaterThan(0);
      expect(error).toBeUndefined();
      expect(deltas.join('')).toBe(text);
    });

    test.each(failures)('%s is a ChatError', async (_what, sent, expected) => {
      const { deltas, error } = await ask(init, staysOpen(begun + sent, type));

      expect(deltas.join('')).toBe(text);
      expect(error).toBeInstanceOf(ChatError);
      expect(error).toMatchObject({
        name: 'ChatError',
        phase: 'body',
        retryable: false,
        attempt: 1,
        messagesDelivered: messages.length,
        ...expected,
      });
    });

    test('a POST that is cut off rejects with StreamInterruptedError and is not sent again', async () => {
      const { deltas, error, server } = await ask(init, ends(cut, type));

      expect(text.startsWith(deltas.join(''))).toBe(true);
      expect(error).toBeInstanceOf(StreamInterruptedError);
      expect(error).toMatchObject({ phase: 'truncated' });
      expect((error as Error).cause).toBeInstanceOf(TruncatedError);
      expect(server.requests.length).toBe(1);
    });

    test('a POST whose connection is lost rejects with StreamInterruptedError and is not sent again', async () => {
      const server = await startServer(staysOpen(cut, type));
      const loop = async (): Promise<void> => {
        for await (const delta of chatText(server.url, { ...init, ...POST })) {
          expect(text).toContain(delta);
          server.dropConnections();
        }
      };

      const error = await rejectionOf(loop());

      expect(error).toBeInstanceOf(StreamInterruptedError);
      expect((error as Error).cause).toBeInstanceOf(BodyError);
      expect(server.requests.length).toBe(1);
    });

    test('an answer that ends before it has begun is truncated and not requested again', async () => {
      const { error, server } = await ask(init, ends('', type));

      expect(error).toBeInstanceOf(StreamInterruptedError);
      expect((error as Error).cause).toBeInstanceOf(TruncatedError);
      expect(server.requests.length).toBe(1);
    });
  });
}
