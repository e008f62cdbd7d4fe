// Colours for code, from highlight.js' core and a handful of languages. code-block.ts is its only caller.

import highlighter from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import cpp from 'highlight.js/lib/languages/cpp';
import css from 'highlight.js/lib/languages/css';
import go from 'highlight.js/lib/languages/go';
import http from 'highlight.js/lib/languages/http';
import java from 'highlight.js/lib/languages/java';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import sql from 'highlight.js/lib/languages/sql';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';

const languages = {
  bash,
  cpp,
  css,
  go,
  http,
  java,
  javascript,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
};
for (const [name, grammar] of Object.entries(languages)) {
  highlighter.registerLanguage(name, grammar);
}

/** Colouring costs time for each character and each frame; beyond this a block stays plain. */
const longestCode = 20_000;

/** HTML with spans, or undefined when the code is to be shown plain. */
export function highlight(code: string, language: string): string | undefined {
  if (code.length > longestCode || highlighter.getLanguage(language) === undefined)
    return undefined;
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}
