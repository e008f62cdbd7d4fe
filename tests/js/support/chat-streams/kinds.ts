// Kinds of input that official clients and hand-written readers read incorrectly.
import {
  anthropicMessages,
  geminiStream,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
} from '../../../../js/src/chat/index.js';
import { HELLO, openai, say } from './completions.js';
import {
  events,
  JSON_TYPE,
  lines,
  namedEvents,
  NDJSON_TYPE,
  typed,
  type ChatStream,
} from './stream.js';

const gemini = (text: string | undefined, finishReason?: string): object => ({
  candidates: [{ content: { parts: text === undefined ? [] : [{ text }] }, finishReason }],
});
const block = (text: string): { type: string } =>
  typed('content_block_delta', { index: 0, delta: { type: 'text_delta', text } });
const MESSAGE_DELTA = typed('message_delta', { delta: { stop_reason: 'end_turn' } });
const STOP = { type: 'message_stop' };
const part = (text: string, id = '0'): object => ({ type: 'text-delta', id, delta: text });
const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);

const ANSWER = [say('Hel'), say('lo', 'stop'), '[DONE]'];
const GEMINI_HELLO = { text: 'Hello', finish: ['stop', 'STOP'] } as const;
const QUOTA = { code: 429, message: 'Quota exceeded', status: 'RESOURCE_EXHAUSTED' };
const QUOTA_ERROR = {
  name: 'ChatError',
  type: 'RESOURCE_EXHAUSTED',
  code: 429,
  reason: 'Quota exceeded',
};
const numbered = (bodies: readonly string[]): string =>
  bodies.map((body, index) => `id: ${index}\n${body}`).join('');
const interrupted = { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } };

export const KINDS: readonly ChatStream[] = [
  openai(
    'id mistaken for permission: the body ends after the finish reason',
    numbered([events(say('Hel')), events(say('lo', 'stop'))]),
  ),
  openai(
    'id mistaken for permission: the body is cut',
    numbered([events(say('Hel')), events(say('lo'))]),
    {
      text: 'Hello',
      error: interrupted,
    },
  ),
  {
    name: 'finish is not last: Gemini sends STOP with every chunk',
    format: geminiStream,
    body: events(gemini('Hel', 'STOP'), gemini('lo', 'STOP')),
    expected: GEMINI_HELLO,
  },
  {
    name: 'finish is not last: Gemini sends STOP with an empty first chunk',
    format: geminiStream,
    body: events(gemini(undefined, 'STOP'), gemini('Hel'), gemini('lo', 'STOP')),
    expected: GEMINI_HELLO,
  },
  {
    name: 'finish is not last: two UI streams merged into one',
    format: vercelUiMessages,
    body: events(
      { type: 'start' },
      part('Hel', 'a'),
      { type: 'finish', finishReason: 'tool-calls' },
      { type: 'start' },
      part('lo', 'b'),
      { type: 'finish', finishReason: 'stop' },
      '[DONE]',
    ),
    expected: HELLO,
  },
  {
    name: 'not a finish: FINISH_REASON_UNSPECIFIED',
    format: geminiStream,
    body: events(gemini('Hello', 'FINISH_REASON_UNSPECIFIED')),
    expected: { text: 'Hello', error: interrupted },
  },
  openai('not a finish: an empty finish reason', events(say('Hello', '')), {
    text: 'Hello',
    error: interrupted,
  }),
  openai(
    'no last message: a finish reason and the token counts',
    events(say('Hel'), say('lo', 'stop'), {
      choices: [],
      usage: { prompt_tokens: 3, completion_tokens: 2 },
    }),
    { ...HELLO, usage: [3, 2] },
  ),
  {
    name: 'no last message: message_delta without message_stop, and pings',
    format: anthropicMessages,
    body: namedEvents(block('Hello'), MESSAGE_DELTA, { type: 'ping' }, { type: 'ping' }),
    expected: { text: 'Hello', finish: ['stop', 'end_turn'] },
  },
  openai(
    'content as a list',
    events(
      say([{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm' }] }]),
      say(
        [
          { type: 'text', text: 'Hel' },
          { type: 'text', text: 'lo' },
        ],
        'stop',
      ),
    ),
    { ...HELLO, reasoning: 'Hm' },
  ),
  {
    name: 'block that starts with text',
    format: anthropicMessages,
    body: namedEvents(
      typed('content_block_start', { index: 0, content_block: { type: 'text', text: 'Hel' } }),
      block('lo'),
      MESSAGE_DELTA,
      STOP,
    ),
    expected: { text: 'Hello', finish: ['stop', 'end_turn'] },
  },
  openai(
    'error outside data: a line of JSON',
    `${events(say('Hel'))}error: ${JSON.stringify(QUOTA)}\n\n`,
    {
      text: 'Hel',
      error: QUOTA_ERROR,
    },
  ),
  openai('error outside data: a line of text', `${events(say('Hel'))}error: out of memory\n`, {
    text: 'Hel',
    error: { name: 'ChatError', reason: 'out of memory' },
  }),
  openai('error outside data: bare JSON', JSON.stringify({ error: QUOTA }), { error: QUOTA_ERROR }),
  openai('error outside data: pretty-printed JSON', pretty({ error: QUOTA }), {
    error: QUOTA_ERROR,
  }),
  openai(
    'error outside data: bare JSON behind events',
    `${events(say('Hel'))}${pretty({ error: QUOTA })}`,
    {
      text: 'Hel',
      error: QUOTA_ERROR,
    },
  ),
  {
    name: 'error outside data: a pretty-printed list',
    format: geminiStream,
    type: JSON_TYPE,
    body: pretty([{ error: QUOTA }]),
    expected: { error: QUOTA_ERROR },
  },
  openai(
    'error event with plain text',
    `${events(say('Hel'))}event: error\ndata: Bad gateway\n\n`,
    {
      text: 'Hel',
      error: { name: 'ChatError', reason: 'Bad gateway', raw: 'Bad gateway' },
    },
  ),
  openai(
    'error event with flat JSON',
    `event: error\n${events({ message: 'Too many', code: 'rate_limit' })}`,
    { error: { name: 'ChatError', reason: 'Too many', code: 'rate_limit' } },
  ),
  openai('error object', events({ object: 'error', message: 'No model', code: 404 }), {
    error: { name: 'ChatError', reason: 'No model', code: 404 },
  }),
  openai('error as detail', events({ detail: 'Not authenticated' }), {
    error: { name: 'ChatError', reason: 'Not authenticated' },
  }),
  {
    name: 'unframed JSON: a list over lines',
    format: geminiStream,
    type: JSON_TYPE,
    body: pretty([gemini('Hel'), gemini('lo', 'STOP')]),
    expected: GEMINI_HELLO,
  },
  {
    name: 'unframed JSON: a list in one line',
    format: geminiStream,
    type: JSON_TYPE,
    body: JSON.stringify([gemini('Hel'), gemini('lo', 'STOP')]),
    expected: GEMINI_HELLO,
  },
  {
    name: 'unframed JSON: a list with commas on lines of their own, braces and escapes in its texts',
    format: geminiStream,
    type: JSON_TYPE,
    body: `[${JSON.stringify(gemini('{"a": "\\'))}\r\n,\r\n${JSON.stringify(gemini('}]', 'STOP'))}\r\n]\r\n`,
    expected: { text: '{"a": "\\}]', finish: ['stop', 'STOP'] },
  },
  openai('not an answer: HTML', '<!doctype html>\n<title>Sign in</title>', {
    error: { name: 'ResponseError', status: 200 },
    quotes: '<!doctype html>',
  }),
  {
    name: 'not an answer: HTML is named by its content type',
    format: ollamaChat,
    type: 'text/html; charset=utf-8',
    body: '<html><script>{}</script></html>',
    expected: { error: { name: 'ResponseError', phase: 'content-type' }, quotes: 'text/html' },
  },
  {
    name: 'not an answer: unrelated JSON',
    format: openaiChat,
    type: JSON_TYPE,
    body: '{"status":"ok"}',
    expected: {
      others: ['{"status":"ok"}'],
      error: { name: 'ResponseError', phase: 'content-type' },
      quotes: ': "{\\"status\\":\\"ok\\"}"',
    },
  },
  {
    name: 'aliases: response.done',
    format: openaiResponses,
    body: namedEvents(
      typed('response.output_text.delta', { output_index: 0, delta: 'Hello' }),
      typed('response.done', { response: { status: 'completed' } }),
    ),
    expected: { text: 'Hello', finish: ['stop', 'completed'] },
  },
  {
    name: 'aliases: response.cancelled',
    format: openaiResponses,
    body: namedEvents(
      typed('response.output_text.delta', { output_index: 0, delta: 'Hello' }),
      typed('response.cancelled', { response: { status: 'cancelled' } }),
    ),
    expected: { text: 'Hello', finish: ['abort', 'cancelled'] },
  },
  openai(
    'aliases: legacy choices[].text',
    events(
      { choices: [{ index: 0, text: 'Hel', finish_reason: null }] },
      { choices: [{ index: 0, text: 'lo', finish_reason: 'stop' }] },
      '[DONE]',
    ),
  ),
  openai(
    'error details: a code beside the error',
    events({ error: { message: 'No' }, code: 'E7' }),
    {
      error: { name: 'ChatError', reason: 'No', code: 'E7' },
    },
  ),
  openai('error details: error_type', events({ error: 'No', error_type: 'overloaded' }), {
    error: { name: 'ChatError', reason: 'No', type: 'overloaded' },
  }),
  openai('error details: nested', events({ error: { error: { message: 'No', type: 'inner' } } }), {
    error: { name: 'ChatError', reason: 'No', type: 'inner' },
  }),
  openai('error details: a list', events([{ error: QUOTA }]), { error: QUOTA_ERROR }),
  {
    name: "error details: OpenAI's shape under another format",
    format: anthropicMessages,
    body: events({ error: { message: 'No', type: 'server_error', code: 'E7' } }),
    expected: { error: { name: 'ChatError', reason: 'No', type: 'server_error', code: 'E7' } },
  },
  {
    name: 'unframed JSON: lines labelled as an event stream',
    format: ollamaChat,
    body: lines({ message: { content: 'Hello' }, done: true, done_reason: 'stop' }),
    expected: HELLO,
  },
  {
    name: 'unframed JSON: a blank line and a mark in front',
    format: ollamaChat,
    type: NDJSON_TYPE,
    body: `\ufeff\n${lines({ message: { content: 'Hello' }, done: true, done_reason: 'stop' })}`,
    expected: HELLO,
  },
  openai('the same, without anything special', events(...ANSWER)),
];
