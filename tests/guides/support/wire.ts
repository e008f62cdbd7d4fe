// A chat on the wire, as OpenAI's chat completions send it.
export const EVENT_STREAM = { 'content-type': 'text/event-stream' };

/** A part of an answer. */
export const delta = (content: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

export const DONE = 'data: [DONE]\n\n';
