// Gemini's streamGenerateContent.
import { failureBy, jsonFormat, objectIn } from './json-format.js';

interface Chunk {
  readonly candidates?: readonly {
    readonly content?: {
      readonly parts?: readonly { readonly text?: string; readonly thought?: boolean }[];
    };
    readonly finishReason?: string | null;
  }[];
  readonly promptFeedback?: { readonly blockReason?: string | null };
  readonly error?: unknown;
}

/**
 * Gemini `streamGenerateContent?alt=sse`: `data: {chunk}`, the last one with a `finishReason`. An error comes as an event or
 * as bare JSON in the place of one. The text is that of the first candidate, without the model's thoughts; a prompt that was
 * blocked has an answer without text. It cannot be resumed.
 */
export const geminiStream = /* @__PURE__ */ jsonFormat<Chunk>({
  isTerminal: ({ candidates, promptFeedback }) =>
    Boolean(candidates?.[0]?.finishReason ?? promptFeedback?.blockReason),
  failureOf: ({ error }) => (error ? failureBy(error, 'status') : undefined),
  textOf: ({ candidates }) =>
    candidates?.[0]?.content?.parts
      ?.map(({ text, thought }) => (thought !== true && typeof text === 'string' ? text : ''))
      .join(''),
  lineReader,
});

/** More of it is no error. */
const MOST_CHARACTERS = 16 * 1024;

/** Answers bare JSON, an object or a list of one, with the line that completes it. */
function lineReader(): (line: string) => string | undefined {
  let lines = '';
  return (line) => {
    if (lines.length > MOST_CHARACTERS) {
      return undefined;
    }
    lines += line;
    // A line that cannot be the last is not tried: the time would grow with the square of the text.
    const found = /[}\]]\s*$/.test(line) ? objectIn(lines) : undefined;
    if (found !== undefined) {
      lines = '';
    }
    return found && JSON.stringify(Array.isArray(found) ? found[0] : found);
  };
}
