// The parts of an answer, as chatParts yields them.
import type { EventSourceMessage } from '../types.js';

/**
 * Why an answer ended: `stop` (the model was done), `length` (a token limit), `tool-calls`, `content-filter`, `refusal`,
 * `abort` (cancelled), or `other`. The API's own word is in `raw` of the finish part.
 */
export type FinishReason =
  'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'abort' | 'other';

/** A fragment of text. Join the `text` of parts with the same `type` and `index`. */
export interface TextPart {
  /** Text of the answer, of the model's reasoning, or of a refusal. */
  type: 'text' | 'reasoning' | 'refusal';
  /** The fragment. Never empty. */
  text: string;
  /** The block that the fragment belongs to: a content block, an output item, or a UI part. */
  index: number | string;
}

/**
 * A fragment of a tool call. Join `arguments` of parts with the same `index`: the result is JSON text, `{}` for a call
 * without arguments. `id` and `name` are on one of the parts.
 */
export interface ToolCallPart {
  /** A tool call. */
  type: 'tool-call';
  /** The call that the fragment belongs to. */
  index: number | string;
  /** The API's ID of the call. */
  id?: string;
  /** The name of the tool. */
  name?: string;
  /** A fragment of JSON text. May be empty. */
  arguments: string;
}

/** A source that the answer cites. */
export interface SourcePart {
  /** A source. */
  type: 'source';
  /** The URL of the source. */
  url?: string;
  /** The title of the source. */
  title?: string;
  /** The source as received. */
  raw: unknown;
}

/** The latest token counts. A later part replaces an earlier one. */
export interface UsagePart {
  /** Token counts. */
  type: 'usage';
  /** Tokens of the request. */
  inputTokens?: number;
  /** Tokens of the answer, with those of its reasoning. */
  outputTokens?: number;
  /** The counts as received. */
  raw: unknown;
}

/** The end of a complete answer: the last part, exactly once. */
export interface FinishPart {
  /** The end. */
  type: 'finish';
  /** Why the answer ended. */
  reason: FinishReason;
  /** The API's own word for the reason. */
  raw?: string;
}

/** A message that the format does not know, or knows only in part. */
export interface OtherPart {
  /** Anything else. */
  type: 'other';
  /** The message as received. */
  message: EventSourceMessage;
}

/** A part of an answer. */
export type ChatPart = TextPart | ToolCallPart | SourcePart | UsagePart | FinishPart | OtherPart;

/** What {@link chatText} returns at the end of a complete answer. */
export interface ChatEnd {
  /** Why the answer ended. */
  reason: FinishReason;
  /** The latest token counts, if the API sent any. */
  usage?: Omit<UsagePart, 'type'>;
}
