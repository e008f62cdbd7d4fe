// Picks the text of a message of each API, with JSON.parse by hand.
import type { Api } from '../fixtures/answer.js';

/** Returns `undefined` or `''` for a message without text. */
type Picker = (data: string) => string | null | undefined;

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly content?: string | null } }[];
}
interface Event {
  readonly type: string;
  readonly delta: string;
}
interface MessageEvent {
  readonly type: string;
  readonly delta: { readonly type: string; readonly text: string };
}
interface GeminiChunk {
  readonly candidates: readonly { readonly content: { parts: readonly { text: string }[] } }[];
}

export const pickers: Readonly<Record<Api, Picker>> = {
  chat: (data) => (data === '[DONE]' ? '' : (JSON.parse(data) as Chunk).choices[0]?.delta.content),
  responses: (data) => {
    const { type, delta } = JSON.parse(data) as Event;
    return type === 'response.output_text.delta' ? delta : '';
  },
  messages: (data) => {
    const { type, delta } = JSON.parse(data) as MessageEvent;
    return type === 'content_block_delta' && delta.type === 'text_delta' ? delta.text : '';
  },
  gemini: (data) => (JSON.parse(data) as GeminiChunk).candidates[0]?.content.parts[0]?.text,
  ui: (data) => {
    if (data === '[DONE]') {
      return '';
    }
    const { type, delta } = JSON.parse(data) as Event;
    return type === 'text-delta' ? delta : '';
  },
};
