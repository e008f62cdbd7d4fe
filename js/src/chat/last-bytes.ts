// What a server sends after the message that ends an answer: the end of its body.
import type { EventStream } from '../shapes/event-stream.js';

/** Milliseconds. Servers end a response right behind its last message, or once they have stored the answer. */
const GRACE = 1000;

/**
 * Reads the stream to its end, and closes it where that does not come. A body that is left before its end has been aborted:
 * to the network panel of a browser, which shows it as cancelled, and to a server that has yet to store the answer.
 */
export async function readLastBytes(stream: EventStream): Promise<void> {
  const late = setTimeout(() => stream.close(), GRACE);
  try {
    while ((await stream.next()).done !== true);
  } catch {
    // The answer is complete, whatever becomes of its connection.
  } finally {
    clearTimeout(late);
  }
}
