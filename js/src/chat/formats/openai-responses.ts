// openaiResponses: the Responses API of OpenAI.
import { below } from './shared/address.js';
import type { ChatAnswer, ChatCall, ChatFormat, ChatReader, MessageShape } from '../chat-format.js';
import { object, objects, word, type Json } from './shared/json.js';

/**
 * The format of the OpenAI Responses API with `stream: true`: events with a `type`, with `response.completed`,
 * `response.incomplete` or `response.failed` as the last event. A complete JSON response is read too.
 *
 * - `index` is the `output_index` of the item.
 * - Images, audio, and calls of built-in tools are parts of type `other`.
 * - If the request has `background: true`, an answer is resumed with a GET of the response after the last sequence number.
 *   Other answers cannot be resumed.
 */
export const openaiResponses: ChatFormat = { createReader };

/** The cursor: the path of the response below the URL of the call, and the last sequence number. */
interface Position {
  readonly path: readonly string[];
  readonly after: number;
}

/** Events that only mark a start or an end, or repeat what other events contain. */
const MARK =
  /\.(?:added|done|created|queued|in_progress|searching|interpreting|generating|completed)$/;
const LAST = /^response\.(?:completed|done|incomplete|failed|cancelled)$/;
const SHAPE: MessageShape = {
  text: 'delta',
  ignored: ['sequence_number', 'obfuscation', 'item_id'],
};
const CALLS = ['function_call', 'custom_tool_call'];

function createReader({ url }: ChatCall): ChatReader {
  // After a reload, a page may start with a GET of the URL of the response. Its query has `stream`.
  let path: readonly string[] | undefined = /[?&]stream=/.test(url) ? [] : undefined;
  let hasCalls = false;
  /** The kind and index of blocks that were received in fragments. */
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

  /** Reads a complete output item, except what was received in fragments. Returns whether the type is known. */
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
      const { call_id: id, name, arguments: args, input } = item;
      answer.wholeToolCall({ index, id, name, arguments: args ?? input });
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
    const { delta, item: value } = chunk;
    const index = Number(chunk.output_index ?? 0);
    const item = object(value);
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
    // A server may ignore `starting_after` and repeat events.
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
