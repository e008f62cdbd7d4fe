// What the server does to each attempt: a function of the seed, the stream and which of its attempts it is, and of no clock.
import { Random } from './random.js';

/** How a stream is read, and with it what it stands. */
export const KINDS = [
  'callbacks',
  'callbacks with onopen',
  'callbacks, POST',
  'iterator',
  'iterator, POST',
  'EventSource',
] as const;
export type Kind = (typeof KINDS)[number];

export function kindOf(stream: number): Kind {
  return KINDS[stream % KINDS.length] ?? 'callbacks';
}

/** What ends a body that has carried messages. */
const ENDINGS = [
  'cut in a character',
  'cut in a line',
  'cut before the blank line',
  'stall, then cut',
  'garbled framing',
  'restart',
] as const;
/** What comes in the place of a body. */
const ANSWERS = [
  'status',
  'status, unfinished page',
  'hang-up',
  'garbled head',
  'no answer, then cut',
] as const;
/** Ends without a fault of the network, for clients that ask again after them. */
const CLEAN = ['end', 'end in an event', 'empty body'] as const;
/** For clients that judge responses themselves: to the others it is fatal. */
const JUDGED = ['wrong content type'] as const;

export type Fault =
  | (typeof ENDINGS)[number]
  | (typeof ANSWERS)[number]
  | (typeof CLEAN)[number]
  | (typeof JUDGED)[number];

export const STATUSES = [408, 425, 429, 500, 502, 503, 504] as const;

export interface AttemptPlan {
  /** Sent to another path first. */
  readonly redirected: boolean;
  readonly fault: Fault;
  /** Messages before the fault. */
  readonly messages: number;
  readonly chunks: 'one' | 'messages' | 'pieces' | 'bytes';
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** A reset, which may overtake what was sent; else the connection is closed. */
  readonly reset: boolean;
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** Pauses that a stall or a restart takes. */
  readonly pauses: number;
  /** Of what the body is made by chance. */
  readonly bodySeed: number;
}

const MOST_MESSAGES = { one: 300, messages: 60, pieces: 60, bytes: 3 };

export function planOf(seed: number, stream: number, attempt: number): AttemptPlan {
  const random = new Random(seed, stream, attempt);
  const chunks = random.pick(['one', 'messages', 'pieces', 'bytes'] as const);
  return {
    redirected: random.chance(0.1),
    fault: faultFor(kindOf(stream), random),
    messages: random.between(0, MOST_MESSAGES[chunks]),
    chunks,
    lineEnd: random.pick(['\n', '\r\n', '\r'] as const),
    reset: random.chance(0.5),
    status: random.pick(STATUSES),
    // Below 100 ms it counts as absent. What is no number and no date says nothing.
    retryAfter: random.pick([undefined, '0', 'soon', 'Thu, 01 Jan 1970 00:00:00 GMT']),
    pauses: random.between(5, 25),
    bodySeed: random.between(0, 2 ** 31),
  };
}

function faultFor(kind: Kind, random: Random): Fault {
  const asksAgain = kind.startsWith('callbacks') || kind === 'EventSource';
  if (kind === 'callbacks with onopen' && random.chance(0.1)) {
    return random.pick(JUDGED);
  }
  if (asksAgain && random.chance(0.15)) {
    return random.pick(CLEAN);
  }
  const fault = random.pick(random.chance(0.7) ? ENDINGS : ANSWERS);
  // It strikes every stream: one in a hundred attempts is enough.
  return fault === 'restart' && random.chance(0.9) ? 'cut in a line' : fault;
}
