// geminiStream: streamGenerateContent of Gemini.
import type { ChatAnswer, ChatFormat, ChatReader, MessageShape } from '../chat-format.js';
import { object, objects, parseJson, word, type Json } from './shared/json.js';
import { PartialArguments } from './shared/partial-arguments.js';

/**
 * The format of Gemini `streamGenerateContent`: `data: {response}` with `alt=sse`, otherwise a JSON array of responses. A
 * single JSON response is read too. There is no last message.
 *
 * - `index` is 0. If the request body has a `candidateCount` above 1, it is the number of the candidate. For tool calls, it is
 *   the number of the call.
 * - Arguments that arrive value by value are yielded at the end of the call.
 * - Answers cannot be resumed.
 * - Servers send no keep-alives, so `timeouts.idle` and `timeouts.idleContent` have the same effect.
 */
export const geminiStream: ChatFormat = {
  createReader({ body = '' }) {
    const { generationConfig } = object(parseJson(body));
    const { candidateCount } = object(generationConfig);
    return createReader(typeof candidateCount === 'number' && candidateCount > 1);
  },
};

const SHAPE: MessageShape = {
  text: 'candidates.0.content.parts.0.text',
  ignored: ['responseId', 'candidates.0.content.parts.0.thoughtSignature'],
  latest: ['usageMetadata'],
};

function createReader(hasSeveralChoices: boolean): ChatReader {
  let calls = 0;
  /** The arguments of an unfinished call. */
  let open: PartialArguments | undefined;

  /** Reads a complete call, or a fragment: the name, then values of the arguments, then an end without both. */
  function readCall(call: Json, answer: ChatAnswer): void {
    const { id, name, args, partialArgs, willContinue } = call;
    if (open === undefined || word(name) !== undefined) {
      endCall(answer);
      calls += 1;
      if (willContinue !== true && partialArgs === undefined) {
        answer.wholeToolCall({ index: calls - 1, id, name, arguments: args });
        return;
      }
      open = new PartialArguments();
      answer.toolCall({ index: calls - 1, id, name });
    }
    for (const value of objects(partialArgs)) {
      open.add(value);
    }
    if (willContinue !== true) {
      endCall(answer);
    }
  }

  function endCall(answer: ChatAnswer): void {
    if (open !== undefined) {
      answer.wholeToolCall({ index: calls - 1, arguments: open.value });
      open = undefined;
    }
  }

  /** Returns whether the kind of the part is known. */
  function readPart(part: Json, index: number, answer: ChatAnswer): boolean {
    const { text, thought, functionCall } = part;
    if (functionCall !== undefined && functionCall !== null) {
      readCall(object(functionCall), answer);
    } else if (thought === true) {
      answer.reasoning(text, index);
    } else {
      answer.text(text, index);
    }
    return 'text' in part || 'functionCall' in part || 'thoughtSignature' in part;
  }

  return {
    hasSeveralChoices,
    shape: () => SHAPE,
    read(chunk, answer) {
      const { candidates, promptFeedback, usageMetadata } = chunk;
      let isKnown = ['candidates', 'promptFeedback', 'usageMetadata'].some((name) => name in chunk);
      for (const candidate of objects(candidates)) {
        const index = hasSeveralChoices ? Number(candidate.index ?? 0) : 0;
        for (const part of objects(object(candidate.content).parts)) {
          isKnown = readPart(part, index, answer) && isKnown;
        }
        for (const { web } of objects(object(candidate.groundingMetadata).groundingChunks)) {
          answer.source(web, object(web).uri, object(web).title);
        }
        if (word(candidate.finishReason) !== undefined) {
          endCall(answer);
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
