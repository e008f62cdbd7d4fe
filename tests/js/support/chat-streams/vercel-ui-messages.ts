// Where the UI stream of Vercel's AI SDK has its parts.
import { vercelUiMessages } from '../../../../js/src/chat/index.js';
import { events, typed, WEATHER, TIME, type ChatStream } from './stream.js';

const RESET = typed('reset-step');
const SDK_7 = [
  typed('tool-input-available', { toolCallId: 'call_1', toolName: 'time', input: {} }),
  typed('tool-approval-request', { approvalId: 'a', toolCallId: 'call_1' }),
  typed('tool-approval-response', { approvalId: 'a', approved: true }),
  typed('tool-output-available', { toolCallId: 'call_1', output: '9', preliminary: true }),
  typed('tool-output-denied', { toolCallId: 'call_1' }),
  typed('custom', { kind: 'app.note', message: 'Hm', code: 7 }),
  typed('reasoning-file', { url: 'data:,', mediaType: 'text/plain' }),
  RESET,
];

export const VERCEL_PARTS: readonly ChatStream[] = [
  {
    name: 'Vercel: reasoning, text, calls, a source, usage in the metadata',
    format: vercelUiMessages,
    body: events(
      typed('start', { messageId: 'm' }),
      typed('start-step'),
      typed('reasoning-start', { id: 'r' }),
      typed('reasoning-delta', { id: 'r', delta: 'Hm' }),
      typed('reasoning-end', { id: 'r' }),
      typed('text-start', { id: 't' }),
      typed('text-delta', { id: 't', delta: 'Hel' }),
      typed('text-delta', { id: 't', delta: 'lo' }),
      typed('text-end', { id: 't' }),
      typed('source-url', { sourceId: 's', url: 'https://a.example/', title: 'A' }),
      typed('tool-input-start', { toolCallId: 'call_1', toolName: 'weather' }),
      typed('tool-input-delta', { toolCallId: 'call_1', inputTextDelta: '{"city":' }),
      typed('tool-input-delta', { toolCallId: 'call_1', inputTextDelta: '"Oslo"}' }),
      typed('tool-input-available', {
        toolCallId: 'call_1',
        toolName: 'weather',
        input: { city: 'Oslo' },
      }),
      typed('tool-input-available', { toolCallId: 'call_2', toolName: 'time', input: {} }),
      typed('finish-step'),
      typed('finish', {
        finishReason: 'tool-calls',
        messageMetadata: { totalUsage: { inputTokens: 9, outputTokens: 15 } },
      }),
      '[DONE]',
    ),
    expected: {
      reasoning: 'Hm',
      text: 'Hello',
      calls: [WEATHER, TIME],
      sources: [{ url: 'https://a.example/', title: 'A' }],
      usage: [9, 15],
      finish: ['tool-calls', 'tool-calls'],
    },
  },
  {
    name: 'Vercel: an abort',
    format: vercelUiMessages,
    body: events(
      typed('text-delta', { id: 't', delta: 'Hel' }),
      typed('abort', { reason: 'by the user' }),
      '[DONE]',
    ),
    expected: { text: 'Hel', finish: ['abort', 'by the user'] },
  },
  {
    name: 'Vercel: a finish without a reason, and data that only an application knows',
    format: vercelUiMessages,
    body: events(
      typed('text-delta', { id: 't', delta: 'Yes' }),
      typed('data-weather', { data: 7 }),
      typed('finish'),
      '[DONE]',
    ),
    expected: { text: 'Yes', others: ['{"type":"data-weather","data":7}'], finish: ['stop'] },
  },
  {
    name: 'Vercel: parts of AI SDK 7 that have no type of their own',
    format: vercelUiMessages,
    body: events(...SDK_7, typed('abort', { reason: 'stopped' }), '[DONE]'),
    expected: {
      calls: [{ id: 'call_1', name: 'time', arguments: '{}' }],
      others: SDK_7.slice(1).map((part) => JSON.stringify(part)),
      finish: ['abort', 'stopped'],
    },
  },
  {
    name: 'Vercel: nothing but a part without a type of its own, and the end of the body',
    format: vercelUiMessages,
    body: events(RESET),
    expected: {
      others: ['{"type":"reset-step"}'],
      error: { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } },
    },
  },
];
