// The same for the second entry: a program that uses each of its names, with those of the first that it meets.
import {
  anthropicMessages,
  batched,
  ChatError,
  chatText,
  geminiStream,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
} from '../../js/src/chat/index.js';
import type {
  BatchedOptions,
  ChatCall,
  ChatFailure,
  ChatFormat,
  ChatTextInit,
  Continuation,
} from '../../js/src/chat/index.js';
import { EventStreamError, fetchEventSource } from '../../js/src/index.js';

const formats: readonly ChatFormat[] = [
  anthropicMessages,
  geminiStream,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
];

const own: ChatFormat = {
  ...openaiChat,
  failureOf: (message): ChatFailure | undefined => openaiChat.failureOf(message),
  continuation: ({ url, body }: ChatCall): Continuation => ({
    cursor: ({ id }) => id,
    resume: ({ cursor }) => (body === undefined ? null : `${url}?after=${String(cursor)}`),
  }),
};

const often: BatchedOptions = { interval: 50 };
const init: ChatTextInit = { format: own, method: 'POST', body: '{}', retry: { maxAttempts: 2 } };

export async function answer(): Promise<string> {
  let text = '';
  try {
    for await (const deltas of batched(chatText('https://example.com/chat', init), often)) {
      text += deltas.map((delta) => delta.trim()).join('');
    }
  } catch (error) {
    if (error instanceof ChatError) {
      return `${error.type ?? ''} ${error.code ?? ''} ${String(error.details)} ${error.phase}`;
    }
    return error instanceof EventStreamError ? error.message : 'no error of the package';
  }
  return text;
}

export function read(format: ChatFormat): Promise<void> {
  return fetchEventSource('/chat', {
    isTerminal: format.isTerminal,
    onmessage: (message) => [format.isKeepAlive(message), format.textOf(message)],
  });
}

export const all = formats.map(read);
