// The event stream parser of the standard's text, in TypeScript: slow, simple, whole streams only.
// Shares only the type of a message with js/.
import type { EventSourceMessage } from '../../../js/src/types.js';

/** A message, or a change of the stream's state in order among the messages. */
export type ReferenceResult =
  | EventSourceMessage
  | { lastEventId: string }
  | { reconnectionTime: number }
  | { kind: string; line: string; field: string; value: string };

const LONGEST_DELAY = 2 ** 31 - 1;

/** `withIgnoredLines`: the results include the ignored lines. */
export function referenceParse(stream: Uint8Array, withIgnoredLines = false): ReferenceResult[] {
  // "Streams must be decoded using the UTF-8 decode algorithm", which drops one leading byte order mark.
  const text = new TextDecoder().decode(stream);
  const lines = text.split(/\r\n|\r|\n/);
  // The text after the last line end is not a line, and its block is dropped.
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
