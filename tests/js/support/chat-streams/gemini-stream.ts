// Where Gemini has its parts.
import { geminiStream } from '../../../../js/src/chat/index.js';
import { events, JSON_TYPE, WEATHER, type ChatStream } from './stream.js';

const gemini = (parts: readonly object[], more: object = {}, usageMetadata?: object): object => ({
  candidates: [{ content: { role: 'model', parts }, ...more }],
  ...(usageMetadata && { usageMetadata }),
});
const GEMINI_CALL = { functionCall: { id: 'call_1', name: 'weather', args: { city: 'Oslo' } } };
const GROUNDING = { groundingChunks: [{ web: { uri: 'https://a.example/', title: 'A' } }] };

export const GEMINI_PARTS: readonly ChatStream[] = [
  {
    name: 'Gemini: thoughts, text, calls, grounding, usage',
    format: geminiStream,
    body: events(
      gemini([{ text: 'Hm', thought: true }], {}, { promptTokenCount: 9 }),
      gemini([{ text: 'Hel' }]),
      gemini([{ text: 'lo' }], { groundingMetadata: GROUNDING }),
      gemini([GEMINI_CALL]),
      gemini(
        [{ functionCall: { name: 'time' } }],
        { finishReason: 'STOP', groundingMetadata: GROUNDING },
        {
          promptTokenCount: 9,
          candidatesTokenCount: 10,
          thoughtsTokenCount: 5,
        },
      ),
    ),
    expected: {
      reasoning: 'Hm',
      text: 'Hello',
      calls: [WEATHER, { name: 'time', arguments: '{}' }],
      sources: [{ url: 'https://a.example/', title: 'A' }],
      usage: [9, 15],
      finish: ['tool-calls', 'STOP'],
    },
  },
  ...(
    [
      ['MAX_TOKENS', 'length'],
      ['SAFETY', 'content-filter'],
      ['RECITATION', 'content-filter'],
      ['PROHIBITED_CONTENT', 'content-filter'],
      ['MALFORMED_FUNCTION_CALL', 'other'],
    ] as const
  ).map(([raw, reason]) => ({
    name: `Gemini: the finish reason ${raw}`,
    format: geminiStream,
    body: events(gemini([{ text: 'Hel' }], { finishReason: raw })),
    expected: { text: 'Hel', finish: [reason, raw] as const },
  })),
  {
    name: 'Gemini: a prompt that was blocked',
    format: geminiStream,
    body: events({
      promptFeedback: { blockReason: 'SAFETY' },
      usageMetadata: { promptTokenCount: 9 },
    }),
    expected: { usage: [9, undefined], finish: ['content-filter', 'SAFETY'] },
  },
  {
    name: 'Gemini: a whole response',
    format: geminiStream,
    type: JSON_TYPE,
    body: JSON.stringify(
      gemini([{ text: 'Hello' }, GEMINI_CALL], { finishReason: 'STOP' }),
      undefined,
      2,
    ),
    expected: { text: 'Hello', calls: [WEATHER], finish: ['tool-calls', 'STOP'] },
  },
  {
    name: 'Gemini: an image is a message that is known in part',
    format: geminiStream,
    body: events(
      gemini([{ text: 'Yes' }, { inlineData: { data: 'aQ==' } }], { finishReason: 'STOP' }),
    ),
    expected: {
      text: 'Yes',
      others: [
        JSON.stringify(
          gemini([{ text: 'Yes' }, { inlineData: { data: 'aQ==' } }], { finishReason: 'STOP' }),
        ),
      ],
      finish: ['stop', 'STOP'],
    },
  },
];
