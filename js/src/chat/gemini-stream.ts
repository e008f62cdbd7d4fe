// Gemini's streamGenerateContent.
import type { ChatFailure } from './chat-format.js';
import { failureBy, jsonFormat, objectIn, type SentError } from './json-format.js';

interface Chunk {
  readonly candidates?: readonly {
    readonly content?: {
      readonly parts?: readonly { readonly text?: string; readonly thought?: boolean }[];
    };
    readonly finishReason?: string | null;
  }[];
  readonly promptFeedback?: { readonly blockReason?: string | null };
  readonly error?: GeminiError;
}

interface GeminiError extends SentError {
  readonly status?: string;
}

/**
 * Gemini `streamGenerateContent?alt=sse`: `data: {chunk}`, the last one with a `finishReason`. An error comes as an event or
 * as bare JSON in the place of one. The text is that of the first candidate, without the model's thoughts. It cannot be
 * resumed.
 */
export const geminiStream = /* @__PURE__ */ jsonFormat<Chunk>({
  isTerminal: ({ candidates, promptFeedback }) =>
    Boolean(candidates?.[0]?.finishReason ?? promptFeedback?.blockReason),
  failureOf,
  textOf: ({ candidates }) =>
    candidates?.[0]?.content?.parts
      ?.filter(({ thought }) => thought !== true)
      .map(({ text = '' }) => text)
      .join(''),
  lineReader,
});

/** More of it is no error. */
const MOST_CHARACTERS = 64 * 1024;

/** Answers bare JSON, an object or a list of one, with the line that completes it. */
function lineReader(): (line: string) => string | undefined {
  let lines = '';
  return (line) => {
    if (lines.length > MOST_CHARACTERS) {
      return undefined;
    }
    lines += line;
    const found = objectIn(lines);
    return found && JSON.stringify(Array.isArray(found) ? found[0] : found);
  };
}

function failureOf({ error }: Chunk): ChatFailure | undefined {
  return error && { ...failureBy(error), type: error.status };
}
