// Which rule of the standard (9.2.6) applies to each line. The real parser decides what is emitted;
// a test compares both with every conformance vector.
import { linesOf, type Line } from './source.js';
import { visible, visibleText } from './visible.js';

export const RULES = {
  byteOrderMark: 'A byte order mark at the start of the stream is removed.',
  dispatch: 'An empty line ends a block. The block has data, so an event is dispatched.',
  noData: 'An empty line ends a block. The block has no data, so no event is dispatched.',
  comment: 'A line that starts with a colon is a comment. It is ignored.',
  event: 'The field "event" sets the event type of the block.',
  data: 'The field "data" appends its value, as another line, to the data of the block.',
  id: 'The field "id" sets the last event ID, from the end of the block until another "id".',
  nulId: 'The value of the field "id" contains U+0000. The field is ignored.',
  retry: 'The value of the field "retry" is ASCII digits only. It sets the reconnection time (ms).',
  invalidRetry: 'The value of the field "retry" is not ASCII digits only. The field is ignored.',
  unknown: 'No field has this name. Names are case-sensitive. The line is ignored.',
  unfinishedLine: 'The stream ends before the line does. The line and its block are discarded.',
  unfinishedBlock:
    'The stream ends, and no empty line has ended the block. The block is discarded.',
} as const;

export type RuleName = keyof typeof RULES;

export interface ExplainedLine {
  /** With its line end, as escapes. */
  readonly text: string;
  readonly rule: RuleName;
  /** What the colon means, if it is missing or followed by two spaces, and what the line sets. */
  readonly details: readonly Detail[];
}

export interface Detail {
  readonly text: string;
  /** As escapes. */
  readonly value?: string;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** The buffers of the block, as far as the explanation needs them. */
interface Block {
  type: string;
  lines: string[];
  id: string;
  isEmpty: boolean;
}

export function explain(bytes: Uint8Array): ExplainedLine[] {
  const hasMark = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  const stream = hasMark ? bytes.subarray(BYTE_ORDER_MARK.length) : bytes;
  const block: Block = { type: '', lines: [], id: '', isEmpty: true };
  const explained = linesOf(stream).map((line) => ({
    text: visible(stream.subarray(line.start, line.next)),
    ...explainLine(stream, line, block),
  }));
  if (hasMark) explained.unshift({ text: '\\uFEFF', rule: 'byteOrderMark', details: [] });
  const hasEnded = explained.at(-1)?.rule !== 'unfinishedLine';
  if (!block.isEmpty && hasEnded) {
    explained.push({ text: '', rule: 'unfinishedBlock', details: [] });
  }
  return explained;
}

type Explanation = Omit<ExplainedLine, 'text'>;

function explainLine(stream: Uint8Array, { start, end, next }: Line, block: Block): Explanation {
  if (end === next) return { rule: 'unfinishedLine', details: [] };
  if (start === end) return endBlock(block);
  block.isEmpty = false;
  const line = new TextDecoder('utf-8', { ignoreBOM: true }).decode(stream.subarray(start, end));
  if (line.startsWith(':')) return { rule: 'comment', details: [] };
  const [, name = '', colon = '', value = ''] = /^([^:]*)(:? ?)([^]*)$/.exec(line) ?? [];
  const { rule, details } = explainField(name, value, block);
  return { rule, details: [...aboutColon(colon, value), ...details] };
}

function aboutColon(colon: string, value: string): Detail[] {
  if (colon === '')
    return [{ text: 'There is no colon: the line is the name, and the value is empty.' }];
  if (colon === ': ' && value.startsWith(' ')) {
    return [{ text: 'Only the first space after the colon is removed.' }];
  }
  return [];
}

function explainField(name: string, value: string, block: Block): Explanation {
  switch (name) {
    case 'data':
      block.lines.push(value);
      return { rule: 'data', details: [shown(`Line ${block.lines.length} of the data`, value)] };
    case 'event':
      block.type = value;
      return { rule: 'event', details: [shown('Event type', value || 'message')] };
    case 'id':
      if (value.includes('\0')) return { rule: 'nulId', details: [] };
      block.id = value;
      return { rule: 'id', details: [shown('Last event ID from the end of the block', value)] };
    case 'retry':
      return { rule: /^\d+$/.test(value) ? 'retry' : 'invalidRetry', details: [] };
    default:
      return { rule: 'unknown', details: [] };
  }
}

const shown = (text: string, value: string): Detail => ({
  text: `${text}:`,
  value: visibleText(value) || '(empty)',
});

function endBlock(block: Block): Explanation {
  const { type, lines, id } = block;
  Object.assign(block, { type: '', lines: [], isEmpty: true });
  if (lines.length === 0) {
    return { rule: 'noData', details: type === '' ? [] : [shown('Forgotten event type', type)] };
  }
  return {
    rule: 'dispatch',
    details: [shown('Event type', type || 'message'), shown('Last event ID', id)],
  };
}
