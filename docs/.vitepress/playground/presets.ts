// The examples of the playground.
import type { LineEnd, Split } from './source.js';

export interface Preset {
  readonly name: string;
  readonly text: string;
  readonly lineEnd: LineEnd;
  readonly split: Split;
  readonly escapes: boolean;
  readonly maxEventBytes: number;
}

export const NO_LIMIT = 16 * 1024 * 1024;

const DEFAULTS = { lineEnd: '\n', split: 'marks', escapes: true, maxEventBytes: NO_LIMIT } as const;

const preset = (name: string, lines: readonly string[], changes: Partial<Preset> = {}): Preset => ({
  ...DEFAULTS,
  name,
  text: lines.join('\n'),
  ...changes,
});

const chat = (choice: string): string =>
  `data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,${choice}}]}`;

export const PRESETS: readonly Preset[] = [
  preset('Event, id and two lines of data', [
    'event: greeting',
    'id: 1',
    'data: Hello,|',
    'data: wor|ld!',
    '',
    'data: The next event has the type "message".',
    '',
    '',
  ]),
  preset('Byte order mark', [
    '\\xEF\\xBB|\\xBFdata: The byte order mark is removed, although it is split.',
    '',
    'data: \\uFEFFA later one is kept.',
    '',
    '',
  ]),
  preset('CR LF split over chunks', ['data: one\\r|', '\\n\\r|', '\\ndata: two\\r\\n\\r\\n'], {
    lineEnd: '',
  }),
  preset('UTF-8 split over chunks', ['data: \\xF0\\x9F|\\x98\\x80 and \\xFF', '', '']),
  preset('Block without data', ['event: ping', 'id: 7', '', 'data: The id still counts.', '', '']),
  preset('id with NUL', ['id: 1', 'data: one', '', 'id: 2\\0', 'data: two', '', '']),
  preset('retry that is not a number', [
    'retry: 3000',
    'retry: 3s',
    'retry: -1',
    'data: Two of three are ignored.',
    '',
    '',
  ]),
  preset('Colons, spaces and unknown fields', [
    ': a comment',
    'data:no space',
    'data:  two spaces',
    'data',
    'data: a: b',
    'DATA: upper case',
    'name: value',
    '',
    '',
  ]),
  preset('Stream that ends early', ['data: complete', '', 'data: no empty line follows', '']),
  preset(
    'Event larger than maxEventBytes',
    ['data: short', '', 'data: a line of more than 32 bytes', '', ''],
    {
      maxEventBytes: 32,
    },
  ),
  preset(
    'OpenAI stream',
    [
      chat('"delta":{"role":"assistant","content":""},"finish_reason":null'),
      '',
      chat('"delta":{"content":"Hello"},"finish_reason":null'),
      '',
      chat('"delta":{"content":"!\\n"},"finish_reason":null'),
      '',
      chat('"delta":{},"finish_reason":"stop"'),
      '',
      'data: [DONE]',
      '',
      '',
    ],
    { split: 'event', escapes: false },
  ),
];
