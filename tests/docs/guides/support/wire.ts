// A chat on the wire, as OpenAI's chat completions send it.
export const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** A chunk with this delta. */
export const chunk = (fields: Record<string, unknown>, finishReason?: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: fields, finish_reason: finishReason }] })}\n\n`;

/** A fragment of an answer's text. */
export const delta = (content: string): string => chunk({ content });

export const DONE = 'data: [DONE]\n\n';
