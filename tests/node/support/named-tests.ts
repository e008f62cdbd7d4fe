// Tests as documents name them: `tests/js/a.test.ts: its title`, and of C++ `tests/native/a_test.cpp: Suite.Name`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './child.js';

/** Whether there is a test where this says. */
export function isNamedTest(place: string): boolean {
  const [, path = '', title = ''] = /^(tests\/[^:]+): (.+)$/.exec(place) ?? [];
  return path !== '' && existsSync(join(root, path)) && hasTest(path, title);
}

/** Whether a file has a test of this title; for C++, of this suite and name. */
function hasTest(path: string, title: string): boolean {
  const text = readFileSync(join(root, path), 'utf8');
  if (path.endsWith('.cpp')) {
    const [suite = '', name = ''] = title.split('.');
    return new RegExp(`^TEST(?:_P)?\\(${suite}, ${name}\\)`, 'm').test(text);
  }
  // `test('…'`, or the first argument of what `test.each(…)` answers, which may stand on a line of its own.
  const quoted = (quote: string): string =>
    `${quote}${escaped(title.replaceAll(quote, `\\${quote}`))}${quote}`;
  return ["'", '"', '`'].some((quote) =>
    new RegExp(`(?:\\btest\\(|\\)\\()\\s*${quoted(quote)},`).test(text),
  );
}

/** A text that a regular expression finds as it is. */
export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
