// The events of the Agent User Interaction protocol.
import type { ChatAnswer, ChatFormat, ChatReader } from '../chat-format.js';
import { object, objects, word, type Json } from './shared/json.js';

/**
 * AG-UI: `data: {event}`, the last one `RUN_FINISHED` or `RUN_ERROR`. `index` is the ID of the message or the tool call.
 * Snapshots, state changes, activities, results of tools, custom events, and messages of another role than `assistant` are
 * parts of type `other`. A run that ends with tool calls without a result has the finish reason `tool-calls`; a run that
 * was interrupted, `other`. Answers cannot be resumed.
 *
 * A run may be silent while a tool works: choose `timeouts.idleContent` accordingly.
 */
export const aguiEvents: ChatFormat = { createReader };

/** Events that only mark where something begins or ends. */
const MARK =
  /^(?:RUN_STARTED|STEP_.*|(?:TEXT_MESSAGE|TOOL_CALL|THINKING.*|REASONING.*)_(?:START|END))$/;

function createReader(): ChatReader {
  /** The newest message and call, for chunks that leave their IDs out. */
  let message: string | undefined;
  let call: string | undefined;
  /** Messages of other roles. */
  const foreign = new Set<string | undefined>();
  /** Calls without a result. */
  const open = new Set<string | undefined>();

  function readEvent(event: Json, kind: string, answer: ChatAnswer): boolean | 'other' {
    const { delta, role } = event;
    if (kind.startsWith('TOOL_CALL')) {
      call = word(event.toolCallId) ?? call;
      if (kind === 'TOOL_CALL_RESULT') {
        open.delete(call);
        return 'other';
      }
      open.add(call);
      answer.toolCall({ index: call, id: call, name: event.toolCallName, arguments: delta });
      return true;
    }
    message = word(event.messageId) ?? message;
    if (kind.startsWith('TEXT_MESSAGE')) {
      if (word(role) !== undefined && role !== 'assistant') {
        foreign.add(message);
      }
      if (foreign.has(message)) {
        return 'other';
      }
      answer.text(delta, message);
    } else {
      answer.reasoning(delta, message);
    }
    return true;
  }

  return {
    read(chunk, answer) {
      const type = word(chunk.type) ?? '';
      if (type === 'RUN_FINISHED') {
        readUsage(chunk.usage, answer);
        const outcome = word(object(chunk.outcome).type);
        if (outcome === undefined || outcome === 'success') {
          answer.finishAs(open.size > 0 ? 'tool-calls' : 'stop', outcome);
        } else {
          answer.finishAs('other', outcome);
        }
        answer.end();
        return true;
      }
      if (type === 'RUN_ERROR') {
        readUsage(chunk.usage, answer);
        answer.fail(chunk);
        return true;
      }
      if (
        /^(?:TEXT_MESSAGE|TOOL_CALL|REASONING_MESSAGE|THINKING_TEXT_MESSAGE)_(?!END)/.test(type)
      ) {
        return readEvent(chunk, type, answer);
      }
      return MARK.test(type) || (/^[A-Z_]+$/.test(type) && 'other');
    },
  };
}

/** A run may use several models. */
function readUsage(usage: unknown, answer: ChatAnswer): void {
  const sum = (name: string): number | undefined => {
    const counts = objects(usage).map((one) => one[name]);
    return counts.some((count) => typeof count === 'number')
      ? counts.reduce((total: number, count) => total + (Number(count) || 0), 0)
      : undefined;
  };
  answer.usage(usage, sum('inputTokens'), sum('outputTokens'));
}
