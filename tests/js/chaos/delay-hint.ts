// The reconnection delay of a status: how the server sends it, and what a client has to do with it.

/** The values that are invalid or less than 100 ms leave the delay to the client. */
export const DELAY_HINTS = [
  'nothing',
  'no time',
  'no number',
  'past date',
  'seconds',
  'date',
  'milliseconds',
] as const;
export type Wish = (typeof DELAY_HINTS)[number];

const LEAST = 100;

/** A second or so at most: browsers wait in real time. */
export function headersOf(delayHint: Wish): Record<string, string> {
  switch (delayHint) {
    case 'nothing':
      return {};
    case 'no time':
      return { 'retry-after': '0' };
    case 'no number':
      return { 'retry-after': 'soon' };
    case 'past date':
      return { 'retry-after': new Date(0).toUTCString() };
    case 'seconds':
      return { 'retry-after': '1' };
    case 'date':
      return { 'retry-after': new Date(Date.now() + 1_500).toUTCString() };
    case 'milliseconds':
      // The other header has a resolution of one second.
      return { 'retry-after': '1', 'retry-after-ms': '150' };
  }
}

/** The shortest delay that a response with these headers allows; 0 if any delay is allowed. */
export function leastDelay(headers: Headers): number {
  const milliseconds = headers.get('retry-after-ms');
  const value = headers.get('retry-after') ?? '';
  const wished =
    milliseconds === null
      ? Number(value) * 1_000 || Date.parse(value) - Date.now()
      : Number(milliseconds);
  return wished >= LEAST ? wished : 0;
}
