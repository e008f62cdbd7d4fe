// createParser with callbacks that write down what they are told, in order.
import { EventTooLargeError, type ParseError } from '../../../js/src/errors.js';
import {
  createParser,
  type EventSourceParser,
  type ParserConfig,
} from '../../../js/src/shapes/create-parser.js';
import type { ParsedMessage } from '../../../js/src/types.js';

/** One call of a callback: its name without `on`, and what it was called with. */
export type Told = readonly [callback: string, ...details: unknown[]];

export interface RecordingParser {
  readonly parser: EventSourceParser;
  readonly told: Told[];
}

/** All callbacks record; `config` takes the place of some of them, or, with `undefined`, of their absence. */
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

/** The call of `onEvent` for a block with `data: text` and, if they are given, a type and an ID. */
export function event(data: string, type = '', id?: string): Told {
  return ['event', data, type || undefined, id];
}

/** What a call throws; fails the test if it throws nothing. */
export function thrownBy(call: () => void): unknown {
  try {
    call();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('Expected it to throw');
}
