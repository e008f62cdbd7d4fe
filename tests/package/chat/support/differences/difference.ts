// A difference between the package and an official client, and reasons that several differences
// share.
import type { Field } from '../compare.js';

export interface Difference {
  readonly client: string;
  readonly reason: string;
  readonly fields: readonly Field[];
  /** The streams, by the start of their names. */
  readonly streams: readonly string[];
}

export const CUT = 'The client reports an answer that was cut as complete.';
export const FAILED =
  'The client passes on, or ignores, what reports a failure in a form of its own.';
export const UNREAD = 'The client returns an empty answer for a body that is none.';
export const WHOLE = 'The client does not read a whole answer in place of a stream.';
export const UNFRAMED = 'The client reads framed events only.';
export const DATA = 'The client expects one JSON document in the data of each event.';
