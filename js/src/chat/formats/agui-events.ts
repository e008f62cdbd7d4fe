// aguiEvents: the Agent User Interaction protocol.
import type { ChatAnswer, ChatFormat, ChatReader } from '../chat-format.js';
import { object, objects, word, type Json } from './shared/json.js';

/**
 * The format of AG-UI, the Agent User Interaction protocol: `data: {event}`, with `RUN_FINISHED` or `RUN_ERROR` as the last
 * event.
 *
 * - `index` is the ID of the message or of the tool call.
 * - Snapshots, state changes, activities, tool results, custom events, and messages of other roles than `assistant` are parts
 *   of type `other`.
 * - The finish reason is `tool-calls` if a tool call has no result, and `other` if the run was interrupted.
 * - Answers cannot be resumed.
 * - A run sends nothing while a tool runs, so `timeouts.idleContent` must be longer than that.
 */
export const aguiEvents: ChatFormat = { createReader };

/** Events that only mark a start or an end. */
const MARK =
  /^(?:RUN_STARTED|STEP_.*|(?:TEXT_MESSAGE|TOOL_CALL|THINKING.*|REASONING.*)_(?:START|END))$/;

function createReader(): ChatReader {
  /** The latest message and call, for chunks without an ID. */
  let message: string | undefined;
  let call: string | undefined;
  /** The IDs of messages of other roles. */
  const foreign = new Set<string | undefined>();
  /** The IDs of calls without a result. */
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

/** Adds up the counts of all models of a run. */
function readUsage(usage: unknown, answer: ChatAnswer): void {
  const sum = (name: string): number | undefined => {
    const counts = objects(usage).map((one) => one[name]);
    return counts.some((count) => typeof count === 'number')
      ? counts.reduce((total: number, count) => total + (Number(count) || 0), 0)
      : undefined;
  };
  answer.usage(usage, sum('inputTokens'), sum('outputTokens'));
}
