// What the server does to each attempt: a function of the seed, the stream and which of its attempts it is, and of no clock.
import { kindOf, KINDS, type Kind } from './kinds.js';
import { Random } from './random.js';
import { WISHES, type Wish } from './wish.js';

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
/** The server never goes on and never cuts, for clients with the clock that tells. */
const STALLS = { idle: 'stall for good', content: 'stall, kept alive' } as const;
/** What follows the last message. Any but the end is for clients that know it as the last one. */
const FAREWELLS = ['end', 'cut after the last message', 'stall after the last message'] as const;

export type Fault =
  | (typeof ENDINGS)[number]
  | (typeof ANSWERS)[number]
  | (typeof CLEAN)[number]
  | (typeof JUDGED)[number]
  | (typeof STALLS)[keyof typeof STALLS];
export type Farewell = (typeof FAREWELLS)[number];

export const STATUSES = [408, 425, 429, 500, 502, 503, 504] as const;

export interface AttemptPlan {
  /** Sent to another path first. */
  readonly redirected: boolean;
  readonly fault: Fault;
  /** Messages before the fault that the client does not have. */
  readonly messages: number;
  readonly chunks: 'one' | 'messages' | 'pieces' | 'bytes';
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** A reset, which may overtake what was sent; else the connection is closed. */
  readonly reset: boolean;
  readonly status: number;
  /** What a status says of the next attempt. */
  readonly wish: Wish;
  /** In the place of the fault, once the last message has been sent. */
  readonly farewell: Farewell;
  /** Pauses that a stall or a restart takes. */
  readonly pauses: number;
  /** Of what the body is made by chance. */
  readonly bodySeed: number;
}

const MOST_MESSAGES = { one: 300, messages: 60, pieces: 60, bytes: 3 };

export function planOf(seed: number, stream: number, attempt: number): AttemptPlan {
  const random = new Random(seed, stream, attempt);
  const chunks = random.pick(['one', 'messages', 'pieces', 'bytes'] as const);
  const fault = faultFor(kindOf(stream), random);
  // Else the clock of the first message would never run out.
  const isSilent = fault === STALLS.content && random.chance(0.5);
  return {
    redirected: random.chance(0.1),
    fault,
    messages: isSilent ? 0 : random.between(0, MOST_MESSAGES[chunks]),
    chunks,
    lineEnd: random.pick(['\n', '\r\n', '\r'] as const),
    reset: random.chance(0.5),
    status: random.pick(STATUSES),
    wish: random.pick(WISHES),
    farewell: farewellOf(stream),
    pauses: random.between(5, 25),
    bodySeed: random.between(0, 2 ** 31),
  };
}

function faultFor(kind: Kind, random: Random): Fault {
  if (kind.judges && random.chance(0.1)) {
    return random.pick(JUDGED);
  }
  if ((kind.shape !== 'iterator' || kind.isTerminal) && random.chance(0.15)) {
    return random.pick(CLEAN);
  }
  if (kind.clocks !== undefined && random.chance(0.1)) {
    return STALLS[kind.clocks];
  }
  const fault = random.pick(random.chance(0.7) ? ENDINGS : ANSWERS);
  // It strikes every stream: one in a hundred attempts is enough.
  return fault === 'restart' && random.chance(0.9) ? 'cut in a line' : fault;
}

/** Not left to chance: a stream has one, and few streams would not have them all. */
function farewellOf(stream: number): Farewell {
  const { isTerminal, clocks } = kindOf(stream);
  const [end, cut, stall] = FAREWELLS;
  const farewell = FAREWELLS[(stream + Math.floor(stream / KINDS.length)) % 3] ?? end;
  if (!isTerminal) {
    return end;
  }
  return farewell === stall && clocks === undefined ? cut : farewell;
}

/** Every name under which the server counts what it does in these plans. */
export function faultsIn(plans: readonly AttemptPlan[]): string[] {
  const faults = plans.flatMap(({ fault, farewell, wish }) => [
    fault,
    ...(farewell === 'end' ? [] : [farewell]),
    `Retry-After: ${wish}`,
  ]);
  return [...new Set(['redirect', ...faults])].sort();
}
