// A program that uses every public name of the second entry, with those of the first that it needs.
import {
  aguiEvents,
  anthropicMessages,
  batched,
  ChatError,
  chatFetch,
  chatParts,
  ChatPartStream,
  chatText,
  cohereChat,
  geminiStream,
  mcpToolCall,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
  workersAi,
} from '../../../js/src/chat/index.js';
import type {
  BatchedOptions,
  ChatAnswer,
  ChatCall,
  ChatEnd,
  ChatFetchOptions,
  ChatFormat,
  ChatInit,
  ChatPart,
  ChatPartStreamConstructor,
  ChatPartStreamOptions,
  ChatReader,
  FinishPart,
  FinishReason,
  Json,
  MessageShape,
  OtherPart,
  ResponseChatInit,
  SourcePart,
  TextPart,
  ToolCallFragment,
  ToolCallPart,
  UsagePart,
} from '../../../js/src/chat/index.js';
import { EventStreamError } from '../../../js/src/index.js';

const formats: readonly ChatFormat[] = [
  aguiEvents,
  anthropicMessages,
  cohereChat,
  geminiStream,
  mcpToolCall,
  ollamaChat,
  openaiChat,
  openaiResponses,
  vercelUiMessages,
  workersAi,
];

const own: ChatFormat = {
  createReader: ({ url, body }: ChatCall): ChatReader => ({
    read(document, answer: ChatAnswer): boolean {
      answer.text(document.say);
      answer.finish(document.over);
      return true;
    },
    shape: (): MessageShape => ({ text: 'say', ignored: ['id'], latest: ['usage'] }),
    sequenceNumber: (_chunk, position) => position,
    cursor: ({ number }) => number,
    resume: ({ cursor }) => (body === undefined ? null : `${url}?after=${String(cursor)}`),
  }),
};

const often: BatchedOptions = { interval: 50 };
const init: ChatInit = { format: own, method: 'POST', body: '{}', retry: { maxAttempts: 2 } };

export async function answer(): Promise<string> {
  let text = '';
  try {
    for await (const deltas of batched(chatText('https://example.com/chat', init), often)) {
      text += deltas.map((delta) => delta.trim()).join('');
    }
  } catch (error) {
    if (error instanceof ChatError) {
      return `${error.type ?? ''} ${error.code ?? ''} ${String(error.raw)} ${error.phase}`;
    }
    return error instanceof EventStreamError ? error.message : 'no error of the package';
  }
  return text;
}

/** Joins the parts by their types. */
function shown(part: ChatPart): string {
  switch (part.type) {
    case 'tool-call':
      return shownCall(part);
    case 'source':
      return shownSource(part);
    case 'usage':
      return shownUsage(part);
    case 'finish':
      return shownFinish(part);
    case 'other':
      return shownOther(part);
    default:
      return shownText(part);
  }
}

const shownText = ({ text, index }: TextPart): string => `${index}: ${text}`;
const shownCall = ({ name = '', arguments: input }: ToolCallPart): string => name + input;
const shownSource = ({ url = '', title = '' }: SourcePart): string => url + title;
const shownUsage = ({ inputTokens = 0, outputTokens = 0 }: UsagePart): string =>
  String(inputTokens + outputTokens);
const shownFinish = ({ reason }: FinishPart): FinishReason => reason;
const shownOther = ({ message }: OtherPart): string => message.data;

export async function read(format: ChatFormat): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of chatParts('/chat', { format })) {
    parts.push(shown(part));
  }
  return parts;
}

const options: ChatPartStreamOptions = { format: openaiChat };
const Streams: ChatPartStreamConstructor = ChatPartStream;
export const parts: ReadableStream<ChatPart> | undefined = new Response('').body?.pipeThrough(
  new Streams(options),
);
export const end = async (): Promise<ChatEnd | undefined> =>
  (await chatText('/chat', init).next()).done === true ? { reason: 'stop' } : undefined;

const fetchOptions: ChatFetchOptions = { format: openaiChat, retry: { maxAttempts: 3 } };
export const fetch: typeof globalThis.fetch = chatFetch(fetchOptions);

const responseInit: ResponseChatInit = { format: openaiChat };
export const received = chatParts(new Response(''), responseInit);

export const all = formats.map(read);

export const call = (chunk: Json): ToolCallFragment => ({ id: chunk.id, arguments: chunk.input });
