// Complete streams of Gemini.
import { geminiStream } from '../../../../js/src/chat/index.js';
import { events, type ChatStream } from './stream.js';

const CITY = { city: 'Bern' };
const VERSION = { modelVersion: 'gemini', responseId: 'r1' };
const said = (parts: readonly object[], finishReason?: string, more: object = {}): object => ({
  candidates: [{ content: { parts, role: 'model' }, finishReason, index: 0 }],
  ...VERSION,
  ...more,
});
const COUNTS = {
  usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 3, totalTokenCount: 12 },
};
const argument = (jsonPath: string, value: object, willContinue?: boolean): object => ({
  functionCall: { partialArgs: [{ jsonPath, ...value, willContinue }], willContinue: true },
});
const gemini = (
  name: string,
  messages: readonly object[],
  expected: ChatStream['expected'],
): ChatStream => ({
  name: `Gemini: ${name}`,
  format: geminiStream,
  body: events(...messages),
  expected,
});

export const GEMINI_CHUNKS: readonly ChatStream[] = [
  gemini(
    'thoughts, text, and counts that have the thoughts apart',
    [
      said([{ text: 'Hm', thought: true }]),
      said([{ text: 'Hello' }]),
      said([{ text: '', thoughtSignature: 'c2ln' }], 'STOP', {
        usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 3, thoughtsTokenCount: 5 },
      }),
    ],
    { reasoning: 'Hm', text: 'Hello', usage: [9, 8], finish: ['stop', 'STOP'] },
  ),
  gemini(
    'two calls in one chunk',
    [
      said([
        { functionCall: { id: 'f1', name: 'weather', args: CITY }, thoughtSignature: 'c2ln' },
        { functionCall: { id: 'f2', name: 'now', args: {} } },
      ]),
      said([{ text: '' }], 'STOP', COUNTS),
    ],
    {
      calls: [
        { id: 'f1', name: 'weather', arguments: '{"city":"Bern"}' },
        { id: 'f2', name: 'now', arguments: '{}' },
      ],
      usage: [9, 3],
      finish: ['tool-calls', 'STOP'],
    },
  ),
  gemini(
    'arguments of calls in fragments',
    [
      said([{ functionCall: { name: 'weather', willContinue: true } }]),
      said([argument('$.place.city', { stringValue: 'Be' }, true)]),
      said([argument('$.place.city', { stringValue: 'rn' })]),
      said([argument('$.days[0]', { numberValue: 1 })]),
      said([argument('$.days[1]', { numberValue: 2 })]),
      said([argument("$['wind speed']", { boolValue: true })]),
      said([argument('$.unit', { nullValue: 'NULL_VALUE' })]),
      said([{ functionCall: {} }]),
      said([{ functionCall: { name: 'now', willContinue: true } }, { functionCall: {} }]),
      said([{ text: '' }], 'STOP', COUNTS),
    ],
    {
      calls: [
        {
          name: 'weather',
          arguments: '{"place":{"city":"Bern"},"days":[1,2],"wind speed":true,"unit":null}',
        },
        { name: 'now', arguments: '{}' },
      ],
      usage: [9, 3],
      finish: ['tool-calls', 'STOP'],
    },
  ),
  gemini(
    'arguments in fragments whose last message is missing',
    [
      said([{ functionCall: { name: 'weather', willContinue: true } }]),
      said([argument('$.city', { stringValue: 'Bern' })]),
      said([], 'STOP', COUNTS),
    ],
    {
      calls: [{ name: 'weather', arguments: '{"city":"Bern"}' }],
      usage: [9, 3],
      finish: ['tool-calls', 'STOP'],
    },
  ),
  gemini(
    'a prompt that is blocked',
    [{ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, ...VERSION }],
    { finish: ['content-filter', 'PROHIBITED_CONTENT'] },
  ),
  gemini(
    'cut by the safety filter, without content',
    [said([{ text: 'Hel' }]), { candidates: [{ finishReason: 'SAFETY', index: 0 }], ...COUNTS }],
    { text: 'Hel', usage: [9, 3], finish: ['content-filter', 'SAFETY'] },
  ),
  gemini(
    'pages that the answer is grounded in',
    [
      said([{ text: 'Hello' }]),
      {
        candidates: [
          {
            content: { parts: [{ text: '' }], role: 'model' },
            finishReason: 'STOP',
            groundingMetadata: {
              groundingChunks: [{ web: { uri: 'https://a.example/', title: 'A' } }],
              groundingSupports: [],
            },
          },
        ],
        ...COUNTS,
      },
    ],
    {
      text: 'Hello',
      sources: [{ url: 'https://a.example/', title: 'A' }],
      usage: [9, 3],
      finish: ['stop', 'STOP'],
    },
  ),
  gemini(
    'a call that the model got wrong',
    [said([{ text: 'Hel' }]), { candidates: [{ finishReason: 'MALFORMED_FUNCTION_CALL' }] }],
    { text: 'Hel', finish: ['other', 'MALFORMED_FUNCTION_CALL'] },
  ),
  gemini(
    'the token limit before any text',
    [
      {
        candidates: [{ content: { role: 'model' }, finishReason: 'MAX_TOKENS', index: 0 }],
        ...COUNTS,
      },
    ],
    { usage: [9, 3], finish: ['length', 'MAX_TOKENS'] },
  ),
  gemini(
    'overloaded after the first chunk',
    [
      said([{ text: 'Hel' }]),
      { error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } },
    ],
    {
      text: 'Hel',
      error: { name: 'ChatError', code: 503, type: 'UNAVAILABLE', reason: 'Overloaded' },
    },
  ),
];
