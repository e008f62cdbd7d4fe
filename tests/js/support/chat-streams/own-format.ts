// Streams of a custom format: what the package does for every format.
import type { ChatFormat } from '../../../../js/src/chat/index.js';
import { type ChatStream } from './stream.js';

/** Selects messages by their event names. */
const ownFormat: ChatFormat = {
  createReader: () => ({
    read(document, answer, event) {
      answer.text(document.text);
      if (event === 'done') {
        answer.finishAs('stop');
        answer.end();
      }
      return event === 'note' ? 'other' : ['text', 'done'].includes(event);
    },
  }),
};

const own = (name: string, body: string, expected: ChatStream['expected']): ChatStream => ({
  name,
  format: ownFormat,
  body,
  expected,
});
const HELLO = 'event: text\ndata: {"text":"Hello"}\n\n';

export const OWN_FORMAT: readonly ChatStream[] = [
  ...['{}', 'null', '', ' '].map((data) =>
    own(
      `an event without data is read: ${JSON.stringify(data)}`,
      `${HELLO}event: done\ndata:${data}\n\n`,
      {
        text: 'Hello',
        finish: ['stop'],
      },
    ),
  ),
  own(
    'an event without data that is not known is ignored',
    `${HELLO}event: x\ndata:\n\nevent: done\ndata:\n\n`,
    {
      text: 'Hello',
      finish: ['stop'],
    },
  ),
  own(
    'an event without data that has no part of its own',
    `event: note\ndata:\n\nevent: done\ndata:\n\n`,
    {
      others: [''],
      finish: ['stop'],
    },
  ),
  own('an error without data', `${HELLO}event: error\ndata:\n\nevent: done\ndata:\n\n`, {
    text: 'Hello',
    error: { name: 'ChatError', reason: 'the server gave no reason' },
  }),
  own(
    'nothing but messages without a part of their own is truncated',
    'event: note\ndata: {"a":1}\n\n',
    {
      others: ['{"a":1}'],
      error: { name: 'StreamInterruptedError', cause: { name: 'TruncatedError' } },
    },
  ),
  own('nothing but unknown messages is not understood', 'event: x\ndata: {"a":1}\n\n', {
    others: ['{"a":1}'],
    error: { name: 'ResponseError' },
    quotes: '{\\"a\\":1}',
  }),
];
