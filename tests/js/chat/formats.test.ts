// The readers of every format receive input that no API sends: none of them throws.
import { describe, expect, test } from 'vitest';
import * as chat from '../../../js/src/chat/index.js';
import { joined } from '../support/chat-answer.js';
import { events } from '../support/chat-streams/stream.js';

const FORMATS: [string, chat.ChatFormat][] = [
  ['openaiChat', chat.openaiChat],
  ['openaiResponses', chat.openaiResponses],
  ['anthropicMessages', chat.anthropicMessages],
  ['geminiStream', chat.geminiStream],
  ['vercelUiMessages', chat.vercelUiMessages],
  ['ollamaChat', chat.ollamaChat],
  ['aguiEvents', chat.aguiEvents],
  ['cohereChat', chat.cohereChat],
  ['mcpToolCall', chat.mcpToolCall],
  ['workersAi', chat.workersAi],
];

const VALUES = ['null', '0', '7', 'true', '""', '"a"', '[]', '[null]', '[7]', '{}', '{"length":9}'];
/** Members that some format reads, each after its parent. */
const PATHS =
  'choices choices.0 choices.0.delta choices.0.delta.content choices.0.delta.tool_calls choices.0.delta.tool_calls.0 choices.0.delta.tool_calls.0.function choices.0.delta.function_call choices.0.delta.annotations.0 choices.0.message choices.0.message.content.0.thinking choices.0.finish_reason usage usage.prompt_tokens x_groq type delta delta.type delta.partial_json message message.id message.content message.content.0 message.tool_calls message.tool_calls.0.function.arguments content_block content_block.type content_block.input index item item.type item.arguments output_index response response.id response.error response.output response.output.0 response.incomplete_details response.status annotation sequence_number candidates candidates.0 candidates.0.content candidates.0.content.parts candidates.0.content.parts.0 candidates.0.content.parts.0.text candidates.0.content.parts.0.functionCall candidates.0.finishReason candidates.0.groundingMetadata promptFeedback promptFeedback.blockReason usageMetadata done done_reason id toolCallId input messageMetadata messageMetadata.usage delta.message delta.message.content delta.message.content.0.text delta.message.tool_calls delta.message.tool_calls.function delta.message.citations.0.sources delta.message.citations.0.sources.0.document delta.usage delta.usage.tokens delta.error delta.finish_reason messageId role outcome outcome.type result result.content result.content.0 result.content.0.uri result.isError result.resultType result.response result.tool_calls method finish_reason tool_calls tool_calls.0 tool_calls.0.function usage.0.inputTokens __proto__ __proto__.error constructor.prototype'.split(
    ' ',
  );
/** The types of messages whose members are read. */
const TYPES = [
  'content_block_delta',
  'content_block_start',
  'message_start',
  'message_delta',
  'response.completed',
  'response.output_item.added',
  'response.output_item.done',
  'response.output_text.delta',
  'response.function_call_arguments.delta',
  'text-delta',
  'tool-input-delta',
  'tool-input-available',
  'finish',
  'abort',
  'content-delta',
  'tool-call-start',
  'citation-start',
  'message-end',
  'TEXT_MESSAGE_CHUNK',
  'TOOL_CALL_CHUNK',
  'TOOL_CALL_RESULT',
  'REASONING_MESSAGE_CONTENT',
  'RUN_FINISHED',
  'RUN_ERROR',
];

const nested = (path: string, value: string): string =>
  path
    .split('.')
    .reverse()
    .reduce((inner, name) => (name === '0' ? `[${inner}]` : `{"${name}":${inner}}`), value);

const bare = PATHS.flatMap((path) => VALUES.map((value) => nested(path, value)));
const typed = TYPES.flatMap((type) => bare.map((data) => data.replace('{', `{"type":"${type}",`)));
const documents = [...bare, ...typed].map((data) => JSON.parse(data) as Record<string, unknown>);

const reader = (format: chat.ChatFormat): chat.ChatReader =>
  format.createReader({ url: '/chat', method: 'POST', body: '{"id":"7","n":2}' });

function discarding(): chat.ChatAnswer {
  const nothing = (): void => undefined;
  return {
    text: nothing,
    reasoning: nothing,
    refusal: nothing,
    toolCall: nothing,
    wholeToolCall: nothing,
    source: nothing,
    usage: nothing,
    finish: nothing,
    finishAs: nothing,
    end: nothing,
    fail: nothing,
  };
}

const headers = new Headers();
const error = new chat.ChatError(
  { type: undefined, code: undefined, message: '', raw: undefined },
  { attempt: 1, messagesDelivered: 1, retryable: true },
);

describe.each(FORMATS)('format: %s', (_name, format) => {
  test('reads any input without throwing', () => {
    const results = documents.map((one) => reader(format).read(one, discarding(), ''));

    expect(results.filter((result) => ![true, false, 'other'].includes(result))).toEqual([]);
  });

  test('after any input, resume returns a request, null or undefined', async () => {
    const one = reader(format);
    const answers = new Set<unknown>();
    for (const [position, document] of documents.entries()) {
      one.sequenceNumber?.(document, position);
      const answer = await one.resume?.({
        cursor: one.cursor?.(document),
        lastEventId: '',
        attempt: 1,
        messagesDelivered: 1,
        bytesReceived: 1,
        error,
        headers,
      });
      answers.add(answer ? typeof answer : answer);
    }

    expect([undefined, null, 'string']).toEqual(expect.arrayContaining([...answers]));
  });

  test('makes only parts of the declared types', async () => {
    // There are eleven values, so every third document still has each of them.
    const some = documents.filter((_document, at) => at % 3 === 0);
    for (let at = 0; at < some.length; at += 97) {
      const body = new Response(events(...some.slice(at, at + 97)));
      const parts = chat.chatParts('https://chat.example/', {
        format,
        method: 'POST',
        fetch: () => Promise.resolve(body),
      });

      const { text, reasoning, calls, error } = await joined(parts);

      expect([text, reasoning].every((one) => one === undefined || typeof one === 'string')).toBe(
        true,
      );
      expect(calls?.every((call) => typeof call.arguments === 'string') ?? true).toBe(true);
      expect(error === undefined || error instanceof Error).toBe(true);
    }
  });
});

test('formats: data of the server does not reach a prototype', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { error?: unknown }).error).toBeUndefined();
});
