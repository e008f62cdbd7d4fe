// What the server does to each attempt: a function of the seed, the stream and the number of the
// attempt, and of no clock.
import { kindOf, KINDS, type Kind } from './kinds.js';
import { Random } from './random.js';
import { DELAY_HINTS, type Wish } from './delay-hint.js';

/** The end of a body that has had messages. */
const ENDINGS = [
  'cut in a character',
  'cut in a line',
  'cut before the blank line',
  'stall, then cut',
  'garbled framing',
  'restart',
] as const;
/** A response without an event stream. */
const ANSWERS = [
  'status',
  'status, unfinished page',
  'hang-up',
  'garbled head',
  'no answer, then cut',
] as const;
/** Ends without a network fault, for clients that send another request after them. */
const CLEAN = ['end', 'end in an event', 'empty body'] as const;
/** For clients that check responses themselves: to the others it is fatal. */
const JUDGED = ['wrong content type'] as const;
/** The server neither continues nor cuts, for clients with a timeout that detects it. */
const STALLS = { idle: 'stall for good', content: 'stall, kept alive' } as const;
/**
 * What follows the last message. All but a normal end are for clients that detect the last message.
 */
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
  /** The client is redirected to another path first. */
  readonly redirected: boolean;
  readonly fault: Fault;
  /** Messages before the fault that the client does not have. */
  readonly messages: number;
  readonly chunks: 'one' | 'messages' | 'pieces' | 'bytes';
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** A reset, which may overtake sent data; otherwise the connection is closed. */
  readonly reset: boolean;
  readonly status: number;
  /** What a status says about the next attempt. */
  readonly delayHint: Wish;
  /** In place of the fault, once the last message has been sent. */
  readonly farewell: Farewell;
  /** Pauses of a stall or a restart. */
  readonly pauses: number;
  /** The seed of the random parts of the body. */
  readonly bodySeed: number;
}

const MOST_MESSAGES = { one: 300, messages: 60, pieces: 60, bytes: 3 };

export function planOf(seed: number, stream: number, attempt: number): AttemptPlan {
  const random = new Random(seed, stream, attempt);
  const chunks = random.pick(['one', 'messages', 'pieces', 'bytes'] as const);
  const fault = faultFor(kindOf(stream), random);
  // Otherwise the timeout of the first message would never fire.
  const isSilent = fault === STALLS.content && random.chance(0.5);
  return {
    redirected: random.chance(0.1),
    fault,
    messages: isSilent ? 0 : random.between(0, MOST_MESSAGES[chunks]),
    chunks,
    lineEnd: random.pick(['\n', '\r\n', '\r'] as const),
    reset: random.chance(0.5),
    status: random.pick(STATUSES),
    delayHint: random.pick(DELAY_HINTS),
    farewell: farewellOf(stream),
    pauses: random.between(5, 25),
    bodySeed: random.between(0, 2 ** 31),
  };
}

function faultFor(kind: Kind, random: Random): Fault {
  if (kind.checksResponses && random.chance(0.1)) {
    return random.pick(JUDGED);
  }
  if ((kind.shape !== 'iterator' || kind.isTerminal) && random.chance(0.15)) {
    return random.pick(CLEAN);
  }
  if (kind.clocks !== undefined && random.chance(0.1)) {
    return STALLS[kind.clocks];
  }
  const fault = random.pick(random.chance(0.7) ? ENDINGS : ANSWERS);
  // It affects every stream: one in a hundred attempts is enough.
  return fault === 'restart' && random.chance(0.9) ? 'cut in a line' : fault;
}

/** Not random: with few streams, some faults might never be drawn. */
function farewellOf(stream: number): Farewell {
  const { isTerminal, clocks } = kindOf(stream);
  const [end, cut, stall] = FAREWELLS;
  const farewell = FAREWELLS[(stream + Math.floor(stream / KINDS.length)) % 3] ?? end;
  if (!isTerminal) {
    return end;
  }
  return farewell === stall && clocks === undefined ? cut : farewell;
}

/** Every name under which the server counts its actions in these plans. */
export function faultsIn(plans: readonly AttemptPlan[]): string[] {
  const faults = plans.flatMap(({ fault, farewell, delayHint }) => [
    fault,
    ...(farewell === 'end' ? [] : [farewell]),
    `Retry-After: ${delayHint}`,
  ]);
  return [...new Set(['redirect', ...faults])].sort();
}
