// openaiChat: OpenAI chat completions, legacy completions, and compatible servers.
import type { ChatAnswer, ChatFormat, ChatReader } from '../chat-format.js';
import { object, objects, parseJson, word, type Json } from './shared/json.js';
import { createThinkFilter } from './shared/think-filter.js';

/**
 * The format of OpenAI chat completions with `stream: true`, and of compatible servers: `data: {chunk}`, and `data: [DONE]` at
 * the end. Legacy completions (`choices[].text`) and a complete JSON completion are read too.
 *
 * - `index` is 0. If the request body has an `n` above 1, it is the number of the choice.
 * - Answers cannot be resumed.
 * - A reasoning model may send nothing for minutes before its first text, so `timeouts.idleContent` must be longer than that.
 */
export const openaiChat: ChatFormat = {
  createReader({ body = '' }) {
    const { n } = object(parseJson(body));
    return createReader(typeof n === 'number' && n > 1);
  },
};

const TEXTS = ['content', 'reasoning_content', 'reasoning'];
const IGNORED = ['id', 'created', 'model', 'system_fingerprint', 'obfuscation'];

function createReader(hasSeveralChoices: boolean): ChatReader {
  const thoughts = createThinkFilter();
  /** What was received in fragments. The last chunk may repeat all of it. */
  const streamed = { text: false, reasoning: false, calls: false };

  /** `isWhole`: the message is complete, not a fragment. */
  function readMessage(message: Json, isWhole: boolean, index: number, answer: ChatAnswer): void {
    const reasoning = word(message.reasoning_content) ?? message.reasoning;
    for (const { text } of blocksOf(reasoning)) {
      addReasoning(text, isWhole, index, answer);
    }
    for (const block of blocksOf(message.content)) {
      const thought = block.thinking ?? block.summary;
      if (thought) {
        blocksOf(thought).forEach(({ text }) => addReasoning(text, isWhole, index, answer));
      } else if (!isWhole || !streamed.text) {
        answer.text(thoughts.filter(block.text), index);
        streamed.text ||= !isWhole && Boolean(block.text);
      }
    }
    answer.refusal(message.refusal, index);
    if (!isWhole || !streamed.calls) {
      readCalls(message, isWhole, index, answer);
    }
    for (const { url_citation: cited } of objects(message.annotations)) {
      answer.source(cited, object(cited).url, object(cited).title);
    }
  }

  function addReasoning(text: unknown, isWhole: boolean, index: number, answer: ChatAnswer): void {
    if (Boolean(text) && (!isWhole || !streamed.reasoning)) {
      thoughts.seeReasoning();
      answer.reasoning(text, index);
      streamed.reasoning ||= !isWhole;
    }
  }

  function readCalls(message: Json, isWhole: boolean, choice: number, answer: ChatAnswer): void {
    for (const call of objects(message.tool_calls)) {
      const { name, arguments: args } = object(call.function);
      const index = hasSeveralChoices ? `${choice}:${String(call.index)}` : call.index;
      answer.toolCall({ index, id: call.id, name, arguments: args });
      streamed.calls ||= !isWhole;
    }
    for (const { name, arguments: args } of objects(message.function_call)) {
      answer.toolCall({ index: hasSeveralChoices ? `${choice}:` : 0, name, arguments: args });
      streamed.calls ||= !isWhole;
    }
  }

  return {
    hasSeveralChoices,
    shape({ choices }) {
      const [choice] = objects(choices);
      const delta = object(choice?.delta);
      const name = TEXTS.find((text) => word(delta[text]) !== undefined);
      const isFiltered = name === 'content' && !thoughts.isOver;
      return name === undefined || isFiltered
        ? undefined
        : { text: `choices.0.delta.${name}`, ignored: IGNORED, latest: ['usage'] };
    },
    read(chunk, answer) {
      let isKnown = 'choices' in chunk || 'usage' in chunk;
      for (const choice of objects(chunk.choices)) {
        const { delta, message, text } = choice;
        const index = hasSeveralChoices ? Number(choice.index ?? 0) : 0;
        const isWhole = delta === undefined || delta === null;
        const content = object(isWhole ? (message ?? { content: text }) : delta);
        readMessage(content, isWhole && message !== undefined, index, answer);
        isKnown &&= !('audio' in content || 'images' in content);
        if (choice.error) {
          answer.fail(choice.error);
        }
        if (index === 0) {
          answer.finish(choice.finish_reason);
          readUsage(choice.usage, answer);
        }
      }
      readSources(chunk, answer);
      const { usage, error } = object(chunk.x_groq);
      readUsage(chunk.usage ?? usage, answer);
      if (error) {
        answer.fail(error);
      }
      return isKnown || /^(?:chat|text)[._]completion/.test(String(chunk.object));
    },
  };
}

/** Reads the search results next to the choices: objects with titles, or only URLs. */
function readSources({ search_results, citations }: Json, answer: ChatAnswer): void {
  for (const found of objects(search_results)) {
    answer.source(found, found.url, found.title);
  }
  for (const url of Array.isArray(citations) ? citations : []) {
    if (word(url) !== undefined) {
      answer.source(url, url);
    }
  }
}

function readUsage(usage: unknown, answer: ChatAnswer): void {
  const { prompt_tokens, completion_tokens, input_tokens, output_tokens } = object(usage);
  answer.usage(usage, prompt_tokens ?? input_tokens, completion_tokens ?? output_tokens);
}

/** Returns the blocks of content that is a string or a list. */
function blocksOf(content: unknown): readonly Json[] {
  return typeof content === 'object' ? objects(content) : [{ text: content }];
}
