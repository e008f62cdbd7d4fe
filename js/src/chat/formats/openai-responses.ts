// OpenAI's Responses API.
import { below } from './shared/address.js';
import type { ChatAnswer, ChatCall, ChatFormat, ChatReader, MessageShape } from '../chat-format.js';
import { object, objects, word, type Json } from './shared/json.js';

/**
 * OpenAI Responses with `stream: true`: events named as their JSON's `type`, the last one `response.completed`,
 * `response.incomplete` or `response.failed`, or one whole response. `index` is the `output_index` of the item. Images,
 * audio, and the calls of built-in tools are parts of type `other`.
 *
 * A response that was requested with `background: true` is continued after a cut, by a GET of the response from the last
 * sequence number. Other responses cannot be resumed.
 */
export const openaiResponses: ChatFormat = { createReader };

/** Where the stream is: the response's place below the URL of the call, and the last sequence number. */
interface Position {
  readonly path: readonly string[];
  readonly after: number;
}

/** Events that add nothing to what others bring: they begin, repeat or end it. */
const MARK =
  /\.(?:added|done|created|queued|in_progress|searching|interpreting|generating|completed)$/;
const LAST = /^response\.(?:completed|done|incomplete|failed|cancelled)$/;
const SHAPE: MessageShape = {
  text: 'delta',
  ignored: ['sequence_number', 'obfuscation', 'item_id'],
};
const CALLS = ['function_call', 'custom_tool_call'];

function createReader({ url }: ChatCall): ChatReader {
  // A page that comes back begins with the GET, with `stream` in its query: that address is the response's own.
  let path: readonly string[] | undefined = /[?&]stream=/.test(url) ? [] : undefined;
  let hasCalls = false;
  /** Blocks that have come in fragments, by kind and index. */
  const streamed = new Set<string>();

  function addText(
    kind: 'text' | 'reasoning' | 'refusal',
    text: unknown,
    index: number,
    isWhole: boolean,
    answer: ChatAnswer,
  ): void {
    const key = kind + String(index);
    if (!isWhole) {
      streamed.add(key);
    }
    if (!isWhole || !streamed.has(key)) {
      answer[kind](text, index);
    }
  }

  /** A whole item of the output, without what has come in fragments. Returns whether its kind is known. */
  function readItem(item: Json, index: number, answer: ChatAnswer): boolean {
    if (item.type === 'message') {
      for (const { type, text, refusal, annotations } of objects(item.content)) {
        const kind = type === 'refusal' ? 'refusal' : 'text';
        addText(kind, text ?? refusal, index, true, answer);
        objects(annotations).forEach((annotation) => readAnnotation(annotation, answer));
      }
      return true;
    }
    if (item.type === 'reasoning') {
      for (const { text } of [...objects(item.summary), ...objects(item.content)]) {
        addText('reasoning', text, index, true, answer);
      }
      return true;
    }
    const isCall = CALLS.includes(String(item.type));
    if (isCall) {
      hasCalls = true;
      const { call_id: id, name, arguments: given, input } = item;
      answer.wholeToolCall({ index, id, name, arguments: given ?? input });
    }
    return isCall;
  }

  function readLast(response: Json, type: string, answer: ChatAnswer): void {
    const status = word(response.status) ?? type;
    objects(response.output).forEach((item, index) => readItem(item, index, answer));
    const { input_tokens, output_tokens } = object(response.usage);
    answer.usage(response.usage, input_tokens, output_tokens);
    const reason = word(object(response.incomplete_details).reason);
    if (status === 'failed') {
      answer.fail(response.error);
    } else {
      answer.finish(reason ?? status, hasCalls ? 'tool-calls' : 'stop');
    }
    answer.end();
  }

  function readEvent(chunk: Json, type: string, answer: ChatAnswer): boolean {
    const { delta, item: given } = chunk;
    const index = Number(chunk.output_index ?? 0);
    const item = object(given);
    switch (type) {
      case 'response.output_text.delta':
        addText('text', delta, index, false, answer);
        return true;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        addText('reasoning', delta, index, false, answer);
        return true;
      case 'response.refusal.delta':
        addText('refusal', delta, index, false, answer);
        return true;
      case 'response.output_item.added':
        if (CALLS.includes(String(item.type))) {
          hasCalls = true;
          answer.toolCall({ index, id: item.call_id, name: item.name });
        }
        return true;
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        answer.toolCall({ index, arguments: delta });
        return true;
      case 'response.output_item.done':
        return readItem(item, index, answer);
      case 'response.output_text.annotation.added':
        readAnnotation(object(chunk.annotation), answer);
        return true;
      default:
        return MARK.test(type);
    }
  }

  return {
    read(chunk, answer) {
      const type = word(chunk.type) ?? '';
      if (chunk.object === 'response') {
        readLast(chunk, '', answer);
        return true;
      }
      if (LAST.test(type)) {
        readLast(object(chunk.response), type.slice('response.'.length), answer);
        return true;
      }
      return readEvent(chunk, type, answer);
    },
    shape: () => SHAPE,
    // A server may ignore where it was asked to continue.
    sequenceNumber: ({ sequence_number: number }) =>
      typeof number === 'number' ? number : undefined,
    cursor({ response, sequence_number: after }): Position | undefined {
      const { id, background } = object(response);
      if (background === true && typeof id === 'string') {
        path ??= [id];
      }
      return path && typeof after === 'number' ? { path, after } : undefined;
    },
    resume({ cursor }: { cursor: Position | undefined }) {
      return cursor === undefined
        ? null
        : below(url, cursor.path, { stream: 'true', starting_after: String(cursor.after) });
    },
  };
}

function readAnnotation(annotation: Json, answer: ChatAnswer): void {
  answer.source(annotation, annotation.url, annotation.title ?? annotation.filename);
}
