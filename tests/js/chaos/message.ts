// The messages of the streams: message n of a stream, the same for sender and checker.
import { Random } from './random.js';

export interface NumberedMessage {
  readonly id: string;
  readonly event: string;
  readonly data: string;
}

/** The event types of the messages. */
export const EVENT_TYPES = ['', 'note', '消息'] as const;

const ID_PREFIXES = ['', 'é ', '消息', '🎉:'] as const;
const WORDS = [
  'tide',
  ' leading space',
  'a: b',
  '你好，世界',
  '🎉👩‍👩‍👧',
  'ünï',
  ':',
  '\ufeff',
  '\u2028',
];

export function messageOf(stream: number, number: number): NumberedMessage {
  const random = new Random(stream, number);
  const key = `${stream}-${number}`;
  const words = Array.from({ length: random.between(0, 8) }, () => random.pick(WORDS));
  const text = words.join(random.pick([' ', '\n', '\n\n']));
  const long = random.chance(0.002) ? '长'.repeat(random.between(3_000, 60_000)) : '';
  return {
    id: random.pick(ID_PREFIXES) + key,
    event: random.pick(EVENT_TYPES),
    data: `${key} ${text}${long}`,
  };
}

/**
 * The number of the message of this stream with this id; 0 without an id, `undefined` for an
 * unknown id.
 */
export function numberOf(id: string, stream: number): number | undefined {
  if (id === '') {
    return 0;
  }
  const number = Number(/(\d+)$/.exec(id)?.[1]);
  return number > 0 && messageOf(stream, number).id === id ? number : undefined;
}

/** The number of the message with this data; NaN if there is none. */
export function numberIn(data: string): number {
  return Number(/^\d+-(\d+) /.exec(data)?.[1]);
}
