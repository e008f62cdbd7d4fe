// What the formats of the answers have in common: how an event is written, and the headers of a stream.

/** nginx and its kin would otherwise hold the words back until a buffer is full. */
const unbuffered = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' };

/** @param {string} contentType */
export const headersFor = (contentType) => ({ 'content-type': contentType, ...unbuffered });

export const eventStreamHeaders = headersFor('text/event-stream; charset=utf-8');

/** @param {unknown} value a text as it is, or what becomes JSON */
export const data = (value) =>
  `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;

/**
 * An event that is named as its JSON's type.
 * @param {{ type: string } & Record<string, unknown>} value
 */
export const named = (value) => `event: ${value.type}\n${data(value)}`;
