// The bytes of one attempt's body: whole messages, noise between them, and the part of a message
// before a fault.
import { concatenate, utf8 } from '../support/bytes.js';
import { messageOf } from './message.js';
import type { AttemptPlan, Fault } from './plan.js';
import { Random } from './random.js';

export interface Body {
  readonly chunks: readonly Uint8Array[];
  /** The number of the last message that is complete after the chunk of the same index. */
  readonly committed: readonly number[];
}

/**
 * `after` is the number of the last message that the client has; `last` is the last number of the
 * stream.
 */
export function bodyOf(plan: AttemptPlan, stream: number, after: number, last: number): Body {
  const random = new Random(plan.bodySeed);
  const until = Math.min(after + plan.messages, last);
  const parts: Uint8Array[] = [];
  const ends: { at: number; number: number }[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    parts.push(part);
    length += part.length;
  };
  if (random.chance(0.3)) {
    add(utf8('\ufeff'));
  }
  for (let number = after + 1; number <= until; number++) {
    add(noise(plan.lineEnd, random));
    add(block(stream, number, plan.lineEnd, random));
    // The first half of CRLF ends the event.
    ends.push({ at: length - plan.lineEnd.length + 1, number });
  }
  if (until < last) {
    add(remainder(plan.fault, block(stream, until + 1, plan.lineEnd, random), plan, random));
  }
  const chunks = cut(concatenate(parts), plan.chunks, ends, random);
  return { chunks, committed: committedBy(chunks, ends, after) };
}

function block(stream: number, number: number, lineEnd: string, random: Random): Uint8Array {
  const { id, event, data } = messageOf(stream, number);
  const lines = [...data.split('\n').map((line) => field('data', line, random))];
  // Before the data or after it: an id counts when the message is dispatched.
  for (const line of [field('id', id, random), ...(event === '' ? [] : [`event: ${event}`])]) {
    lines.splice(random.pick([0, lines.length]), 0, line);
  }
  if (random.chance(0.05)) lines.push(`retry: ${random.pick([0, 5, 120])}`);
  if (random.chance(0.1)) lines.splice(random.between(0, lines.length), 0, ': 你好');
  return utf8(lines.map((line) => line + lineEnd).join('') + lineEnd);
}

function field(name: string, value: string, random: Random): string {
  if (value === '' && random.chance(0.5)) {
    return name;
  }
  return value.startsWith(' ') || random.chance(0.5) ? `${name}: ${value}` : `${name}:${value}`;
}

/** Lines that must become neither a message nor an ID. */
function noise(lineEnd: string, random: Random): Uint8Array {
  if (random.chance(0.8)) {
    return new Uint8Array();
  }
  const invalid = Uint8Array.of(0x3a, 0xff, 0xe4, 0xbd, 0xc0, 0x80, 0xf0);
  const lines = random.pick<(string | Uint8Array)[]>([
    [': keep-alive'],
    [':', ''],
    [invalid],
    ['junk: 1', 'DATA: 2', 'data2: 3', ''],
    ['event: no data', ''],
    ['id: nul\0', 'retry: 1x', ''],
    ['', '', ''],
  ]);
  const bytes = lines.map((line) => (typeof line === 'string' ? utf8(line) : line));
  return concatenate(bytes.flatMap((line) => [line, utf8(lineEnd)]));
}

/** The start of the event that the fault interrupts, which must not be dispatched. */
function remainder(
  fault: Fault,
  event: Uint8Array,
  { lineEnd }: AttemptPlan,
  random: Random,
): Uint8Array {
  const longest = event.length - lineEnd.length;
  switch (fault) {
    case 'end':
      return new Uint8Array();
    case 'cut before the blank line':
      return event.subarray(0, longest);
    case 'cut in a character': {
      const inside = Array.from(event.keys()).filter((at) => ((event[at] ?? 0) & 0xc0) === 0x80);
      return event.subarray(0, inside.length > 0 ? random.pick(inside) : longest >> 1);
    }
    default:
      return event.subarray(0, random.between(1, longest));
  }
}

function cut(
  bytes: Uint8Array,
  chunks: AttemptPlan['chunks'],
  ends: readonly { at: number }[],
  random: Random,
): Uint8Array[] {
  // Sending a long text byte by byte would take most of the test's time.
  const mode = chunks === 'bytes' && bytes.length > 2_000 ? 'pieces' : chunks;
  const cuts: number[] = [];
  if (mode === 'messages') {
    cuts.push(...ends.map(({ at }) => at));
  } else if (mode !== 'one') {
    const longest = mode === 'bytes' ? 1 : Math.max(200, bytes.length >> 4);
    for (let at = 0; at < bytes.length; at += random.between(1, longest)) cuts.push(at);
  }
  cuts.push(bytes.length);
  let start = 0;
  return cuts
    .map((end) => bytes.subarray(start, (start = end)))
    .filter((chunk) => chunk.length > 0);
}

function committedBy(
  chunks: readonly Uint8Array[],
  ends: readonly { at: number; number: number }[],
  after: number,
): number[] {
  let sent = 0;
  let known = 0;
  return chunks.map((chunk) => {
    sent += chunk.length;
    while ((ends[known]?.at ?? Infinity) <= sent) known += 1;
    return ends[known - 1]?.number ?? after;
  });
}
