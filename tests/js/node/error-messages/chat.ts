// The errors of chat answers.
import {
  anthropicMessages,
  batched,
  chatFetch,
  ChatPartStream,
  chatText,
  openaiChat,
} from '../../../../js/src/chat/index.js';
import { all, bodyOf, NOWHERE, streamOf, type ListedError } from './calls.js';

export const CHAT: readonly ListedError[] = [
  [
    'TypeError',
    'Expected format to be a ChatFormat such as openaiChat, got undefined',
    () => chatText(NOWHERE, {} as never),
  ],
  [
    'TypeError',
    'Expected options of chatFetch (format, *, onopen), got method',
    () => chatFetch({ format: openaiChat, method: 'POST' } as never),
  ],
  [
    'TypeError',
    'Expected dedupe with retry.replay, got none: the body would contain the answer twice',
    () => chatFetch({ format: openaiChat, retry: { replay: true } }),
  ],
  [
    'RangeError',
    'Expected interval to be 0 to 2147483647 milliseconds, got -1',
    () => batched(chatText(NOWHERE, { format: openaiChat }), { interval: -1 }),
  ],
  [
    'ChatError body',
    'Expected an answer, got an error: busy: Try later',
    () =>
      all(
        chatText(streamOf('data: {"error":{"type":"busy","message":"Try later"}}\n\n'), {
          format: openaiChat,
        }),
      ),
  ],
  [
    'ChatError body',
    'Expected an answer, got an error: Expected one message, got m1 and m2',
    () =>
      all(
        chatText(
          streamOf(
            ['m1', 'm2']
              .map((id) => `data: {"type":"message_start","message":{"id":"${id}"}}\n\n`)
              .join(''),
          ),
          { format: anthropicMessages },
        ),
      ),
  ],
  [
    'BodyError body',
    'Expected an answer in the given format, got "{\\"a\\":1}"',
    () => all(bodyOf('data: {"a":1}\n\n').pipeThrough(new ChatPartStream({ format: openaiChat }))),
  ],
];
