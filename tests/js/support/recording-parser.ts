// createParser with callbacks that record their calls in order.
import { EventTooLargeError, type ParseError } from '../../../js/src/errors.js';
import {
  createParser,
  type EventSourceParser,
  type ParserConfig,
} from '../../../js/src/shapes/create-parser.js';
import type { ParsedMessage } from '../../../js/src/types.js';

/** One call of a callback: its name without `on`, and its arguments. */
export type Call = readonly [callback: string, ...details: unknown[]];

export interface RecordingParser {
  readonly parser: EventSourceParser;
  readonly calls: Call[];
}

/** All callbacks record. `config` replaces some of them, or removes them with `undefined`. */
export function recordingParser(config: ParserConfig = {}): RecordingParser {
  const calls: Call[] = [];
  const parser = createParser({
    onEvent: (message) => void calls.push(eventCall(message)),
    onId: (id) => void calls.push(['id', id]),
    onRetry: (milliseconds) => void calls.push(['retry', milliseconds]),
    onComment: (comment) => void calls.push(['comment', comment]),
    onError: (error) => void calls.push(errorCall(error)),
    ...config,
  });
  return { parser, calls };
}

function eventCall({ data, event, id }: ParsedMessage): Call {
  return ['event', data, event, id];
}

function errorCall(error: ParseError): Call {
  return error instanceof EventTooLargeError
    ? ['error', error.type]
    : ['error', error.type, error.field, error.value, error.line];
}

/** The call of `onEvent` for a block with `data: text`, and a type and an ID if they are set. */
export function event(data: string, type = '', id?: string): Call {
  return ['event', data, type || undefined, id];
}

/** Returns what a call throws; fails the test if it throws nothing. */
export function thrownBy(call: () => void): unknown {
  try {
    call();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('Expected it to throw');
}
