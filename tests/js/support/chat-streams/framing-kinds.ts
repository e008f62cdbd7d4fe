// Keep-alives, sentinels and documents in the data of messages.
import { openai, say } from './completions.js';
import { events, type ChatStream } from './stream.js';

const pretty = (value: unknown): string => JSON.stringify(value, undefined, 2);

export const FRAMING_KINDS: readonly ChatStream[] = [
  ...[': ping', 'null', '""', 'ping', '', '  ', '{}', '{"type":"ping"}'].map((data) =>
    openai(
      `keep-alive as data: ${JSON.stringify(data)}`,
      `data: ${data}\n\n${events(say('Hel'))}data: ${data}\n\n${events(say('lo', 'stop'))}data: ${data}\n\n`,
    ),
  ),
  ...['data:  [DONE]', 'data: "[DONE]"', 'data:[DONE]', 'data: [DONE] '].map((sentinel) =>
    openai(`spelling of the sentinel: ${sentinel}`, `${events(say('Hello'))}${sentinel}\n\n`, {
      text: 'Hello',
      finish: ['other'],
    }),
  ),
  openai(
    'several JSON documents in one event: a line for each',
    `data: ${JSON.stringify(say('Hel'))}\ndata: ${JSON.stringify(say('lo', 'stop'))}\ndata: [DONE]\n\n`,
  ),
  openai(
    'several JSON documents in one event: one behind the other',
    `data: ${JSON.stringify(say('Hel'))}${JSON.stringify(say('lo', 'stop'))}\n\n`,
  ),
  openai(
    'one JSON document on several lines of one event',
    `${pretty(say('Hello', 'stop'))
      .split('\n')
      .map((line) => `data: ${line}\n`)
      .join('')}\n`,
  ),
];
