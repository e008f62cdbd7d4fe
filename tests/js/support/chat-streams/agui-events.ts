// Streams of the Agent User Interaction protocol.
import { aguiEvents } from '../../../../js/src/chat/index.js';
import { events, type ChatStream } from './stream.js';

const event = (type: string, members: object = {}): object => ({ type, ...members });
const say = (delta: string, messageId = 'm'): object =>
  event('TEXT_MESSAGE_CONTENT', { messageId, delta });
const START = event('RUN_STARTED', { threadId: 't', runId: 'r' });
const END = event('RUN_FINISHED', { threadId: 't', runId: 'r' });
const interrupted = { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } };

const agui = (
  name: string,
  messages: readonly unknown[],
  expected: ChatStream['expected'],
): ChatStream => ({ name, format: aguiEvents, body: events(...messages), expected });

export const AGUI: readonly ChatStream[] = [
  agui('short', [say('Hel'), say('lo'), END], { text: 'Hello', finish: ['stop'] }),
  agui(
    'text and its marks',
    [
      START,
      event('STEP_STARTED', { stepName: 'answer' }),
      event('TEXT_MESSAGE_START', { messageId: 'm', role: 'assistant' }),
      say('Hel'),
      say('lo'),
      event('TEXT_MESSAGE_END', { messageId: 'm' }),
      event('STEP_FINISHED', { stepName: 'answer' }),
      event('RUN_FINISHED', { outcome: { type: 'success' } }),
    ],
    { text: 'Hello', finish: ['stop', 'success'] },
  ),
  agui(
    'chunks without an ID continue the newest message',
    [
      event('TEXT_MESSAGE_CHUNK', { messageId: 'm', role: 'assistant', delta: 'Hel' }),
      event('TEXT_MESSAGE_CHUNK', { delta: 'l' }),
      event('TEXT_MESSAGE_CHUNK', { messageId: null, delta: 'o' }),
      END,
    ],
    { text: 'Hello', finish: ['stop'] },
  ),
  agui(
    'reasoning, and its older names',
    [
      event('REASONING_START', { messageId: 'q' }),
      event('REASONING_MESSAGE_START', { messageId: 'q', role: 'reasoning' }),
      event('REASONING_MESSAGE_CONTENT', { messageId: 'q', delta: 'Let ' }),
      event('REASONING_MESSAGE_CHUNK', { delta: 'me ' }),
      event('REASONING_MESSAGE_END', { messageId: 'q' }),
      event('REASONING_END', { messageId: 'q' }),
      event('THINKING_START', { title: 'Thinking' }),
      event('THINKING_TEXT_MESSAGE_START'),
      event('THINKING_TEXT_MESSAGE_CONTENT', { delta: 'see' }),
      event('THINKING_TEXT_MESSAGE_END'),
      event('THINKING_END'),
      say('Hello'),
      END,
    ],
    { reasoning: 'Let me see', text: 'Hello', finish: ['stop'] },
  ),
  agui(
    'calls whose results the client has to bring',
    [
      event('TOOL_CALL_START', { toolCallId: 'a', toolCallName: 'find', parentMessageId: null }),
      event('TOOL_CALL_ARGS', { toolCallId: 'a', delta: '{"q":' }),
      event('TOOL_CALL_ARGS', { toolCallId: 'a', delta: '"x"}' }),
      event('TOOL_CALL_END', { toolCallId: 'a' }),
      event('TOOL_CALL_CHUNK', { toolCallId: 'b', toolCallName: 'time' }),
      event('TOOL_CALL_CHUNK', { toolCallId: 'c', toolCallName: 'add', delta: '{"n"' }),
      event('TOOL_CALL_CHUNK', { delta: ':1}' }),
      END,
    ],
    {
      calls: [
        { id: 'a', name: 'find', arguments: '{"q":"x"}' },
        { id: 'b', name: 'time', arguments: '{}' },
        { id: 'c', name: 'add', arguments: '{"n":1}' },
      ],
      finish: ['tool-calls'],
    },
  ),
  agui(
    'a call whose result came',
    [
      event('TOOL_CALL_START', { toolCallId: 'a', toolCallName: 'time' }),
      event('TOOL_CALL_END', { toolCallId: 'a' }),
      event('TOOL_CALL_RESULT', { messageId: 'n', toolCallId: 'a', content: '9:00' }),
      say('Nine'),
      END,
    ],
    {
      calls: [{ id: 'a', name: 'time', arguments: '{}' }],
      others: ['{"type":"TOOL_CALL_RESULT","messageId":"n","toolCallId":"a","content":"9:00"}'],
      text: 'Nine',
      finish: ['stop'],
    },
  ),
  agui(
    'usage of several models, and null for what is left out',
    [
      say('Hello'),
      event('RUN_FINISHED', {
        outcome: null,
        usage: [
          { model: 'a', inputTokens: 3, outputTokens: 4 },
          { model: 'b', inputTokens: 10, outputTokens: null },
        ],
      }),
    ],
    { text: 'Hello', usage: [13, 4], finish: ['stop'] },
  ),
  agui(
    'an interrupted run',
    [say('May I?'), event('RUN_FINISHED', { outcome: { type: 'interrupt', interrupts: [{}] } })],
    { text: 'May I?', finish: ['other', 'interrupt'] },
  ),
  agui(
    'snapshots, and messages of the user',
    [
      event('STATE_SNAPSHOT', { snapshot: {} }),
      event('TEXT_MESSAGE_START', { messageId: 'u', role: 'user' }),
      say('Who?', 'u'),
      say('Hello'),
      END,
    ],
    {
      others: [
        '{"type":"STATE_SNAPSHOT","snapshot":{}}',
        '{"type":"TEXT_MESSAGE_START","messageId":"u","role":"user"}',
        '{"type":"TEXT_MESSAGE_CONTENT","messageId":"u","delta":"Who?"}',
      ],
      text: 'Hello',
      finish: ['stop'],
    },
  ),
  agui(
    'an error is final',
    [say('Hel'), event('RUN_ERROR', { message: 'No model', code: 'E7' }), END],
    { text: 'Hel', error: { name: 'ChatError', reason: 'No model', code: 'E7' } },
  ),
  agui('no last event', [START, say('Hel')], { text: 'Hel', error: interrupted }),
  agui('no last event, and nothing but a snapshot', [event('STATE_SNAPSHOT', { snapshot: 7 })], {
    others: ['{"type":"STATE_SNAPSHOT","snapshot":7}'],
    error: interrupted,
  }),
];
