// The types of the parts of an answer.
import type { EventSourceMessage } from '../types.js';

/**
 * Why an answer ended:
 *
 * - `stop`: the model finished.
 * - `length`: a token limit was reached.
 * - `tool-calls`: the model called tools and waits for their results.
 * - `content-filter`: a filter of the API stopped the answer.
 * - `refusal`: the model refused to answer.
 * - `abort`: the answer was cancelled.
 * - `other`: another reason. `raw` of the {@link FinishPart} contains it.
 */
export type FinishReason =
  'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'abort' | 'other';

/** A fragment of text. Concatenate the `text` of all parts with the same `type` and `index`. */
export interface TextPart {
  /** The kind of text: the answer, the reasoning of the model, or a refusal. */
  type: 'text' | 'reasoning' | 'refusal';
  /** The fragment. It is never empty. */
  text: string;
  /** Identifies the block to which the fragment belongs: a content block, an output item, or a UI part. */
  index: number | string;
}

/**
 * A fragment of a tool call. Concatenate the `arguments` of all parts with the same `index`. The result is JSON text, and `{}`
 * for a call without arguments. One of the parts has the `id`, and one has the `name`.
 */
export interface ToolCallPart {
  /** The type of the part. */
  type: 'tool-call';
  /** Identifies the call to which the fragment belongs. */
  index: number | string;
  /** The ID of the call. */
  id?: string;
  /** The name of the tool. */
  name?: string;
  /** A fragment of JSON text. It may be empty. */
  arguments: string;
}

/** A source that the answer cites, such as a web page. */
export interface SourcePart {
  /** The type of the part. */
  type: 'source';
  /** The URL of the source. */
  url?: string;
  /** The title of the source. */
  title?: string;
  /** The source as received. */
  raw: unknown;
}

/** The token counts of the answer. A later part replaces an earlier one. */
export interface UsagePart {
  /** The type of the part. */
  type: 'usage';
  /** The number of tokens in the request. */
  inputTokens?: number;
  /** The number of tokens in the answer, including reasoning. */
  outputTokens?: number;
  /** The counts as received. */
  raw: unknown;
}

/** The end of a complete answer. It is always the last part. */
export interface FinishPart {
  /** The type of the part. */
  type: 'finish';
  /** Why the answer ended. */
  reason: FinishReason;
  /** The reason as the API names it. */
  raw?: string;
}

/** A message with content that no other part type represents. */
export interface OtherPart {
  /** The type of the part. */
  type: 'other';
  /** The message as received. */
  message: EventSourceMessage;
}

/** A part of an answer. `type` distinguishes the parts. */
export type ChatPart = TextPart | ToolCallPart | SourcePart | UsagePart | FinishPart | OtherPart;

/** The return value of the generator of {@link chatText}. */
export interface ChatEnd {
  /** Why the answer ended. */
  reason: FinishReason;
  /** The latest token counts, if the API sent any. */
  usage?: Omit<UsagePart, 'type'>;
}
