// createParser with callbacks that record their calls in order.
import { EventTooLargeError, type ParseError } from '../../../js/src/errors.js';
import {
  createParser,
  type EventSourceParser,
  type ParserConfig,
} from '../../../js/src/shapes/create-parser.js';
import type { ParsedMessage } from '../../../js/src/types.js';

/** One call of a callback: its name without `on`, and its arguments. */
export type Told = readonly [callback: string, ...details: unknown[]];

export interface RecordingParser {
  readonly parser: EventSourceParser;
  readonly told: Told[];
}

/** All callbacks record. `config` replaces some of them, or removes them with `undefined`. */
export function recordingParser(config: ParserConfig = {}): RecordingParser {
  const told: Told[] = [];
  const parser = createParser({
    onEvent: (message) => void told.push(toldEvent(message)),
    onId: (id) => void told.push(['id', id]),
    onRetry: (milliseconds) => void told.push(['retry', milliseconds]),
    onComment: (comment) => void told.push(['comment', comment]),
    onError: (error) => void told.push(toldError(error)),
    ...config,
  });
  return { parser, told };
}

function toldEvent({ data, event, id }: ParsedMessage): Told {
  return ['event', data, event, id];
}

function toldError(error: ParseError): Told {
  return error instanceof EventTooLargeError
    ? ['error', error.type]
    : ['error', error.type, error.field, error.value, error.line];
}

/** The call of `onEvent` for a block with `data: text`, and a type and an ID if they are set. */
export function event(data: string, type = '', id?: string): Told {
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
