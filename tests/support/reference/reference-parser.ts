// The event stream parser as the standard's text has it, in TypeScript: slow, obvious, whole streams only. Shares nothing with
// js/ but the type of a message.
import type { EventSourceMessage } from '../../../js/src/types.js';

/** A message, or a change of the stream's state in its place among them. */
export type ReferenceResult =
  | EventSourceMessage
  | { lastEventId: string }
  | { reconnectionTime: number }
  | { kind: string; line: string; field: string; value: string };

const LONGEST_DELAY = 2 ** 31 - 1;

/** `withIgnoredLines`: those are among the results. */
export function referenceParse(stream: Uint8Array, withIgnoredLines = false): ReferenceResult[] {
  // "Streams must be decoded using the UTF-8 decode algorithm", which drops one leading byte order mark.
  const text = new TextDecoder().decode(stream);
  const lines = text.split(/\r\n|\r|\n/);
  // What follows the last line end is no line yet, and its block is dropped.
  lines.pop();

  const results: ReferenceResult[] = [];
  let data = '';
  let event = '';
  let id: string | undefined;
  let retry: number | undefined;
  const ignore = (kind: string, line: string, field: string, value: string): void => {
    if (withIgnoredLines) {
      results.push({ kind, line, field, value });
    }
  };
  for (const line of lines) {
    if (line === '') {
      if (id !== undefined && (data === '' || id === '')) {
        results.push({ lastEventId: id });
      }
      if (data !== '') {
        results.push({ data: data.slice(0, -1), event, id: id ?? '', retry });
      }
      data = event = '';
      id = retry = undefined;
      continue;
    }
    const [, name = '', value = ''] = /^([^:]*)(?:: ?([^]*))?$/.exec(line) ?? [];
    if (name === 'event') {
      event = value;
    } else if (name === 'data') {
      data += `${value}\n`;
    } else if (name === 'id') {
      id = value.includes('\0') ? id : value;
    } else if (name === 'retry' && /^[0-9]+$/.test(value)) {
      retry = Math.min(Number(value), LONGEST_DELAY);
      results.push({ reconnectionTime: retry });
    } else if (name === 'retry') {
      ignore('invalid-retry', line, name, value);
    } else {
      ignore(line.startsWith(':') ? 'comment' : 'unknown-field', line, name, value);
    }
  }
  return results;
}
