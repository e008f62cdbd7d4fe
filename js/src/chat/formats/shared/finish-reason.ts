// Maps the finish reasons of all APIs to ours.
import type { FinishReason } from '../../chat-part.js';

type Meaning = FinishReason | 'failure' | 'none';

const WORDS: Readonly<Record<Exclude<Meaning, 'other'>, string>> = {
  stop: 'stop end_turn stop_sequence eos eos_token complete completed done end',
  length: 'length max_tokens max_output_tokens model_length model_context_window_exceeded',
  'tool-calls': 'tool_calls tool_call tool_use function_call',
  'content-filter':
    'content_filter content_filtered safety recitation blocklist prohibited_content spii image_safety image_prohibited_content image_recitation sensitive guardrail_intervened',
  refusal: 'refusal',
  abort: 'abort aborted cancelled canceled',
  failure: 'error network_error insufficient_system_resource timeout failed',
  none: 'null finish_reason_unspecified',
};

const MEANINGS = /* @__PURE__ */ new Map(
  /* @__PURE__ */ Object.entries(WORDS).flatMap(([meaning, words]) =>
    words.split(' ').map((word) => [word, meaning as Meaning] as const),
  ),
);

/** Returns `failure` for a word that reports an error, and `none` for a word that does not end the answer. */
export function meaningOf(word: string): Meaning {
  return MEANINGS.get(word.toLowerCase().replace(/[- ]/g, '_')) ?? (word === '' ? 'none' : 'other');
}
