// anthropicMessages: Anthropic's Messages API.
import { describe, expect, test } from 'vitest';
import { anthropicMessages } from '../../../../js/src/chat/index.js';
import { holdsToContract } from '../../support/chat-contract.js';
import { ask, ends, events, namedEvents } from '../../support/chat-scene.js';

const delta = (part: object): { type: string } =>
  Object.assign({ type: 'content_block_delta', index: 0 }, { delta: part });
const text = (said: string): { type: string } => delta({ type: 'text_delta', text: said });
const START = {
  type: 'message_start',
  message: { id: 'msg_7', role: 'assistant', content: [], usage: { input_tokens: 9 } },
};
const STOP = { type: 'message_stop' };
const OVERLOADED = { type: 'overloaded_error', message: 'Overloaded' };

holdsToContract('anthropicMessages', {
  format: anthropicMessages,
  messages: [
    START,
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    text('Hel'),
    text('lo, 世'),
    text('界 🌊\n'),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 15 } },
  ].map((message) => namedEvents(message)),
  last: namedEvents(STOP),
  text: 'Hello, 世界 🌊\n',
  keepAlives: [namedEvents({ type: 'ping' }), ': keep-alive\n\n', 'event: ping\ndata:\n\n'],
  failures: [
    [
      'an error event',
      namedEvents(Object.assign({ type: 'error' }, { error: OVERLOADED })),
      {
        type: 'overloaded_error',
        code: undefined,
        message: 'Expected an answer, got an error: overloaded_error: Overloaded',
        reason: 'Overloaded',
        raw: OVERLOADED,
      },
    ],
    [
      'an error that has lost the name of its event',
      events({ type: 'error', error: OVERLOADED }),
      { type: 'overloaded_error' },
    ],
    [
      'an error that has lost its type',
      `event: error\n${events({ error: OVERLOADED })}`,
      { type: 'overloaded_error' },
    ],
    ['an error without a reason', namedEvents({ type: 'error' }), { type: undefined }],
  ],
});

describe('anthropicMessages', () => {
  test('yields text only: no thinking, no signature, no input of tools', async () => {
    const { deltas } = await ask(
      { format: anthropicMessages },
      ends(
        namedEvents(
          START,
          delta({ type: 'thinking_delta', thinking: 'Hm', text: 'Hm' }),
          delta({ type: 'signature_delta', signature: 'c2ln' }),
          delta({ type: 'input_json_delta', partial_json: '{"a"' }),
          delta({ type: 'citations_delta', citation: {} }),
          text('Yes'),
          STOP,
        ),
      ),
    );

    expect(deltas).toEqual(['Yes']);
  });

  test('ignores unknown events', async () => {
    const { deltas, error } = await ask(
      { format: anthropicMessages },
      ends(namedEvents({ type: 'message_thought' }, text('Yes'), STOP)),
    );

    expect([deltas, error]).toEqual([['Yes'], undefined]);
  });

  test('a ping does not restart the content timeouts', async () => {
    const timeToFirst = async (message: { type: string }): Promise<number | undefined> => {
      let time: number | undefined;
      await ask(
        {
          format: anthropicMessages,
          retry: { maxAttempts: 1 },
          onstate: ({ timeToFirstMessage }) => (time = timeToFirstMessage),
        },
        ends(namedEvents(message)),
      );
      return time;
    };

    expect(await timeToFirst({ type: 'ping' })).toBeUndefined();
    expect(await timeToFirst(text('Yes'))).toEqual(expect.any(Number));
  });
});
