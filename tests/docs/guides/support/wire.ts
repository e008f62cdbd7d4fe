// The text of event streams, mostly of OpenAI's chat completions.
export const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** Returns an event with this delta. */
export const chunk = (fields: Record<string, unknown>, finishReason?: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: fields, finish_reason: finishReason }] })}\n\n`;

/** Returns an event with a fragment of text. */
export const delta = (content: string): string => chunk({ content });

export const DONE = 'data: [DONE]\n\n';

/** Returns named events with JSON data. */
export const events = (...messages: readonly (readonly [event: string, data: unknown])[]): string =>
  messages.map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join('');
