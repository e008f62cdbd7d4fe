// What the APIs' words for the end of an answer mean.
import type { FinishReason } from './chat-part.js';

type Meaning = FinishReason | 'failure' | 'none';

const WORDS: Readonly<Record<Exclude<Meaning, 'other'>, string>> = {
  stop: 'stop end-turn stop-sequence eos eos-token complete completed done end',
  length: 'length max-tokens max-output-tokens model-length model-context-window-exceeded',
  'tool-calls': 'tool-calls tool-call tool-use function-call',
  'content-filter':
    'content-filter content-filtered safety recitation blocklist prohibited-content spii image-safety image-prohibited-content image-recitation sensitive guardrail-intervened',
  refusal: 'refusal',
  abort: 'abort aborted cancelled canceled',
  failure: 'error network-error insufficient-system-resource timeout failed',
  none: 'null finish-reason-unspecified',
};

const MEANINGS = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(WORDS).flatMap(([meaning, words]) =>
    words.split(' ').map((word) => [word, meaning as Meaning] as const),
  ),
);

/** Returns `failure` for a word that reports an error, and `none` for a word that does not end the answer. */
export function meaningOf(word: string): Meaning {
  return MEANINGS.get(word.toLowerCase().replace(/[_ ]/g, '-')) ?? (word === '' ? 'none' : 'other');
}
