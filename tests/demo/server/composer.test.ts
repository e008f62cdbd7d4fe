// The built-in composer: repeatable from a seed, varied between seeds, answering to the question, honest about itself.

import { describe, expect, it } from 'vitest';
import { compose } from '../../../demo/server/model/compose.js';
import { toPieces } from '../../../demo/server/model/pieces.js';
import { humanPace } from '../../../demo/server/model/pace.js';
import type { ChatMessage } from '../../../demo/server/types.d.ts';

const conversation = (...questions: string[]): ChatMessage[] =>
  questions.flatMap((content, index): ChatMessage[] => [
    ...(index > 0 ? [{ role: 'assistant' as const, content: 'An answer.' }] : []),
    { role: 'user', content },
  ]);

const questions = [
  'Hello',
  'Who are you?',
  'How does a cut stream resume? In detail.',
  'Compare SSE and WebSockets',
  'Compare tea and coffee',
  'What is 12 * 7.5?',
  'Write a binary search in C++',
  'Write some Haskell code',
  'Plan a quiet weekend',
  'Write a poem about the tide',
  'Tell me a story about lighthouses',
  'Show me everything Markdown can do',
  'What is the capital of France?',
  '用中文介绍一下 SSE',
  '写一段代码统计词频',
  '比较茶和咖啡',
  '你是谁',
  '天为什么是蓝的？',
];

describe('compose', () => {
  it.each(questions)('gives the same answer to %j from the same seed', (question) => {
    expect(compose(conversation(question), 7)).toBe(compose(conversation(question), 7));
  });

  it.each(questions)('finds more than one answer to %j', (question) => {
    const answers = new Set(
      Array.from({ length: 20 }, (_, seed) => compose(conversation(question), seed)),
    );
    expect(answers.size).toBeGreaterThan(1);
  });

  it('gives every question an answer of its own', () => {
    const answers = new Set(questions.map((question) => compose(conversation(question), 7)));
    expect(answers.size).toBe(questions.length);
  });

  it('shows every kind of block to who asks for several', () => {
    const answer = compose(conversation('Show me code and a table, with emoji'), 7);

    expect(answer).toContain('```');
    expect(answer).toContain('| --- |');
    expect(answer).toMatch(/\p{Extended_Pictographic}/u);
  });

  it.each([
    ['Who are you?', /not a language model|No neural network/],
    ['你是谁', /不是人工智能|不懂你的问题/],
    ['What is the capital of France?', /not a language model|only compose text/],
    ['Hello', /no language model/],
  ])('says to %j what it is', (question, honest) => {
    for (let seed = 0; seed < 20; seed += 1) {
      expect(compose(conversation(question), seed)).toMatch(honest);
    }
  });

  it.each([
    ['Compare SSE and WebSockets', /^\| {2}\| Event stream \| WebSocket \|$/m],
    ['Write a binary search in C++', /^```cpp\n#include/m],
    ['What is 12 * 7.5?', /\*\*90\*\*/],
    ['what is 1 / 0?', /no finite answer/],
    ['Plan a quiet weekend', /^## A quiet weekend$/m],
    ['Write a poem about the tide', /^## On the tide$/m],
    ['用中文介绍一下 SSE', /服务器推送事件/],
    ['Explain UTF-8 in Chinese', /被切成两半的字符/],
  ])('takes up what %j asks for', (question, expected) => {
    expect(compose(conversation(question), 7)).toMatch(expected);
  });

  it('follows up on the question before', () => {
    const answer = compose(conversation('Explain WebAssembly', 'More, please'), 7);
    expect(answer).toContain('Going on from *WebAssembly*');
    expect(answer).toContain('A parser in WebAssembly');
  });

  it('makes an answer shorter or longer on request', () => {
    const [short, normal, long] = [
      'Explain SSE briefly',
      'Explain SSE',
      'Explain SSE in depth',
    ].map((question) => compose(conversation(question), 7).length);
    expect(short).toBeLessThan(normal ?? 0);
    expect(normal).toBeLessThan(long ?? 0);
  });

  it('repeats words of a question without the Markdown in them', () => {
    const answer = compose(conversation('Plan ```a` | b\n\n# c <img src=x>'), 7);
    expect(answer).toMatch(/^## A b # c img src=x$/m);
  });
});

describe('toPieces', () => {
  it.each(questions)('loses nothing of the answer to %j', (question) => {
    const answer = compose(conversation(question), 7);
    expect(toPieces(answer).join('')).toBe(answer);
  });

  it('cuts no emoji and no accented letter in two', () => {
    const letters = ['👩‍🚀', 'e\u0301', '中', '🇫🇷', '👍🏽'];
    const pieces = toPieces(letters.join(''));
    for (const letter of letters) {
      expect(pieces.some((piece) => piece.includes(letter))).toBe(true);
    }
  });

  it('cuts prose into pieces the size of tokens', () => {
    const pieces = toPieces('The quick brown fox thinks about internationalization.');
    expect(pieces.slice(0, 4)).toEqual(['The', ' quick', ' brown', ' fox']);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(7);
  });
});

describe('humanPace', () => {
  it('thinks first, then writes 30 to 60 pieces a second', async () => {
    const delays: number[] = [];
    const { signal } = new AbortController();
    const delay = async (milliseconds: number) => void delays.push(milliseconds);
    let seed = 0;
    const pace = humanPace(delay, () => (seed = (seed + 0.37) % 1));

    for (let index = 0; index <= 500; index += 1) await pace({ index, piece: 'word', signal });

    expect(delays[0]).toBeGreaterThan(200);
    const seconds = delays.slice(1).reduce((sum, value) => sum + value, 0) / 1000;
    expect(500 / seconds).toBeGreaterThan(30);
    expect(500 / seconds).toBeLessThan(60);
    expect(new Set(delays).size).toBeGreaterThan(50);
  });
});
