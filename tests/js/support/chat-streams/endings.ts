// Complete, truncated and failed answers.
import {
  anthropicMessages,
  geminiStream,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
} from '../../../../js/src/chat/index.js';
import { events, lines, namedEvents, NDJSON_TYPE, type ChatStream } from './stream.js';

const chunk = (content: string, finish_reason: string | null = null): object => ({
  choices: [{ index: 0, delta: { content }, finish_reason }],
});
const block = (text: string): { type: string } =>
  Object.assign({ type: 'content_block_delta', index: 0 }, { delta: { type: 'text_delta', text } });
const stopped = Object.assign({ type: 'message_delta' }, { delta: { stop_reason: 'end_turn' } });
const said = (text: string, finishReason?: string): object => ({
  candidates: [{ content: { parts: [{ text }] }, finishReason }],
});
const delta = (text: string): { type: string } =>
  Object.assign({ type: 'response.output_text.delta' }, { output_index: 0, delta: text });
const part = (text: string): object => ({ type: 'text-delta', id: '0', delta: text });
const line = (content: string, more: object = { done: false }): object => ({
  message: { content },
  ...more,
});

const interrupted = { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } };

export const ENDINGS: readonly ChatStream[] = [
  {
    name: 'finish reason, then the end of the body: OpenAI chat',
    format: openaiChat,
    body: events(chunk('Hel'), chunk('lo', 'stop')),
    expected: { text: 'Hello', finish: ['stop', 'stop'] },
  },
  {
    name: 'finish reason, then the end of the body: Anthropic',
    format: anthropicMessages,
    body: namedEvents(block('Hello'), stopped),
    expected: { text: 'Hello', finish: ['stop', 'end_turn'] },
  },
  {
    name: 'finish reason, then the end of the body: Vercel',
    format: vercelUiMessages,
    body: events(part('Hello'), { type: 'finish', finishReason: 'length' }),
    expected: { text: 'Hello', finish: ['length', 'length'] },
  },
  {
    name: 'finish reason, then more text and another reason',
    format: openaiChat,
    body: events(chunk('Hel', 'stop'), chunk('lo', 'length'), '[DONE]'),
    expected: { text: 'Hello', finish: ['length', 'length'] },
  },
  {
    name: 'last message: [DONE] without a finish reason',
    format: openaiChat,
    body: events(chunk('Hello'), '[DONE]'),
    expected: { text: 'Hello', finish: ['other'] },
  },
  {
    name: 'last message: message_stop without a finish reason',
    format: anthropicMessages,
    body: namedEvents(block('Hello'), { type: 'message_stop' }),
    expected: { text: 'Hello', finish: ['other'] },
  },
  {
    name: 'last message: response.completed',
    format: openaiResponses,
    body: namedEvents(delta('Hello'), { type: 'response.completed' }),
    expected: { text: 'Hello', finish: ['stop', 'completed'] },
  },
  {
    name: 'last message: done',
    format: ollamaChat,
    type: NDJSON_TYPE,
    body: lines(line('Hello'), line('', { done: true, done_reason: 'stop' })),
    expected: { text: 'Hello', finish: ['stop', 'stop'] },
  },
  {
    name: 'text behind the last message counts',
    format: openaiChat,
    body: events(chunk('Hel', 'stop'), '[DONE]', chunk('lo')),
    expected: { text: 'Hello', finish: ['stop', 'stop'] },
  },
  {
    name: 'an error behind the last message counts',
    format: openaiChat,
    body: events(chunk('Hello', 'stop'), '[DONE]', { error: { message: 'Late' } }),
    expected: { text: 'Hello', error: { name: 'ChatError', reason: 'Late' } },
  },
  ...(
    [
      ['OpenAI chat', openaiChat, events(chunk('Hello'))],
      ['Responses', openaiResponses, namedEvents(delta('Hello'))],
      ['Anthropic', anthropicMessages, namedEvents(block('Hello'))],
      ['Gemini', geminiStream, events(said('Hello'))],
      ['Vercel', vercelUiMessages, events(part('Hello'))],
      ['Ollama', ollamaChat, lines(line('Hello'))],
    ] as const
  ).map(([name, format, body]) => ({
    name: `end of the body without a finish reason is truncated: ${name}`,
    format,
    body,
    expected: { text: 'Hello', error: interrupted },
  })),
  {
    name: 'an empty body is truncated',
    format: openaiChat,
    body: ': hello\n\n',
    expected: { error: interrupted },
  },
  {
    name: 'nothing understood: [DONE] alone',
    format: openaiChat,
    body: events('[DONE]'),
    expected: { error: { name: 'ResponseError' }, quotes: '[DONE]' },
  },
  {
    name: 'nothing understood: the messages of another API',
    format: openaiChat,
    body: events({ odd: 'thing' }, '[DONE]'),
    expected: {
      others: ['{"odd":"thing"}'],
      error: { name: 'ResponseError' },
      quotes: 'odd',
    },
  },
  {
    name: 'nothing understood: text',
    format: openaiChat,
    body: 'Service is starting\n',
    type: 'text/plain',
    expected: {
      error: { name: 'ResponseError' },
      quotes: 'Service is starting',
    },
  },
  {
    name: 'unterminated last event: [DONE]',
    format: openaiChat,
    body: `${events(chunk('Hello'))}data: [DONE]`,
    expected: { text: 'Hello', finish: ['other'] },
  },
  {
    name: 'unterminated last event: a line end, and no blank line',
    format: openaiChat,
    body: `${events(chunk('Hel'), chunk('lo', 'stop')).trimEnd()}\n`,
    expected: { text: 'Hello', finish: ['stop', 'stop'] },
  },
  {
    name: 'unterminated last event: half a message is truncated',
    format: openaiChat,
    body: `${events(chunk('Hello'))}data: {"choices":[{"del`,
    expected: { text: 'Hello', error: interrupted },
  },
  {
    name: 'unterminated last line',
    format: ollamaChat,
    type: NDJSON_TYPE,
    body: lines(line('Hel'), line('lo', { done: true, done_reason: 'stop' })).trimEnd(),
    expected: { text: 'Hello', finish: ['stop', 'stop'] },
  },
  {
    name: 'unterminated last line: half of it is truncated',
    format: ollamaChat,
    type: NDJSON_TYPE,
    body: `${lines(line('Hello'))}{"mess`,
    expected: { text: 'Hello', error: interrupted },
  },
  ...['error', 'network_error', 'insufficient_system_resource'].map((reason) => ({
    name: `finish reason that means failure: ${reason}`,
    format: openaiChat,
    body: events(chunk('Hel', reason), '[DONE]'),
    expected: { text: 'Hel', error: { name: 'ChatError', code: reason } },
  })),
  {
    name: 'failure of a choice',
    format: openaiChat,
    body: events({
      choices: [
        { index: 0, delta: {}, finish_reason: 'error', error: { code: 502, message: 'Gone' } },
      ],
    }),
    expected: { error: { name: 'ChatError', code: 502, reason: 'Gone' } },
  },
  {
    name: 'failure in x_groq',
    format: openaiChat,
    body: events({ choices: [], x_groq: { error: 'over capacity' } }, '[DONE]'),
    expected: { error: { name: 'ChatError', reason: 'over capacity' } },
  },
  {
    name: "failure: finishReason 'error' of a UI stream",
    format: vercelUiMessages,
    body: events(part('Hel'), { type: 'finish', finishReason: 'error' }, '[DONE]'),
    expected: { text: 'Hel', error: { name: 'ChatError', code: 'error' } },
  },
  {
    name: 'failure: response.completed with the status failed',
    format: openaiResponses,
    body: namedEvents(
      delta('Hel'),
      Object.assign(
        { type: 'response.completed' },
        { response: { status: 'failed', error: { code: 'server_error', message: 'Gone' } } },
      ),
    ),
    expected: { text: 'Hel', error: { name: 'ChatError', code: 'server_error', reason: 'Gone' } },
  },
];
