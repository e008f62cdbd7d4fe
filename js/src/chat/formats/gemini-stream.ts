// Gemini's streamGenerateContent.
import type { ChatAnswer, ChatFormat, ChatReader } from '../chat-format.js';
import { object, objects, parseJson, type Json } from '../json.js';

/**
 * Gemini `streamGenerateContent`: with `alt=sse`, `data: {response}`, otherwise a JSON list of responses, or one whole
 * response. The body ends without a last message. `index` is 0, or the number of the candidate if the request body has a
 * `candidateCount` above 1; of tool calls, their number. Answers cannot be resumed.
 *
 * Nothing keeps the connection alive: `timeouts.idle` and `timeouts.idleContent` limit the silence of the model alike.
 */
export const geminiStream: ChatFormat = {
  createReader({ body = '' }) {
    const { generationConfig } = object(parseJson(body));
    const { candidateCount } = object(generationConfig);
    return createReader(typeof candidateCount === 'number' && candidateCount > 1);
  },
};

function createReader(hasSeveralChoices: boolean): ChatReader {
  let calls = 0;

  /** Returns whether the part is of a known kind. */
  function readPart(part: Json, index: number, answer: ChatAnswer): boolean {
    const { text, thought, functionCall } = part;
    if (functionCall !== undefined && functionCall !== null) {
      const { id, name, args } = object(functionCall);
      answer.wholeToolCall({ index: calls, id, name, arguments: args });
      calls += 1;
    } else if (thought === true) {
      answer.reasoning(text, index);
    } else {
      answer.text(text, index);
    }
    return 'text' in part || 'functionCall' in part || 'thoughtSignature' in part;
  }

  return {
    hasSeveralChoices,
    read(document, answer) {
      const { candidates, promptFeedback, usageMetadata } = document;
      let isKnown = ['candidates', 'promptFeedback', 'usageMetadata'].some(
        (name) => name in document,
      );
      for (const candidate of objects(candidates)) {
        const index = hasSeveralChoices ? Number(candidate.index ?? 0) : 0;
        for (const part of objects(object(candidate.content).parts)) {
          isKnown = readPart(part, index, answer) && isKnown;
        }
        for (const { web } of objects(object(candidate.groundingMetadata).groundingChunks)) {
          answer.source(web, object(web).uri, object(web).title);
        }
        if (index === 0) {
          answer.finish(candidate.finishReason, calls > 0 ? 'tool-calls' : 'stop');
        }
      }
      const { blockReason } = object(promptFeedback);
      if (typeof blockReason === 'string' && !blockReason.endsWith('UNSPECIFIED')) {
        answer.finishAs('content-filter', blockReason);
      }
      readUsage(object(usageMetadata), answer);
      return isKnown;
    },
  };
}

/** Thoughts are billed as output, and counted apart. */
function readUsage(usage: Json, answer: ChatAnswer): void {
  const { promptTokenCount, candidatesTokenCount: text, thoughtsTokenCount: thoughts } = usage;
  const output = [text, thoughts].filter((count) => typeof count === 'number');
  const sum = output.reduce((total, count) => total + count, 0);
  answer.usage(usage, promptTokenCount, output.length > 0 ? sum : undefined);
}
