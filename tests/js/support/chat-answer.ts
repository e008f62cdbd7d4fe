// The parts of an answer, joined: tests compare them independently of fragment boundaries.
import type { ChatPart } from '../../../js/src/chat/index.js';
import type { Expected } from './chat-streams/stream.js';

export interface JoinedAnswer extends Expected {
  readonly error?: object;
}

/** Joins the parts and checks that a `finish` part comes once, last, and only without an error. */
export async function joined(parts: AsyncIterable<ChatPart>): Promise<JoinedAnswer> {
  const all: ChatPart[] = [];
  let error: object | undefined;
  try {
    for await (const part of parts) {
      all.push(part);
    }
  } catch (thrown) {
    error = thrown as object;
  }
  return joinedParts(all, error);
}

export function joinedParts(all: readonly ChatPart[], error?: object): JoinedAnswer {
  const texts = { text: '', reasoning: '', refusal: '' };
  const calls = new Map<number | string, { id?: string; name?: string; arguments: string }>();
  const sources: { url?: string; title?: string }[] = [];
  const others: string[] = [];
  let usage: Expected['usage'];
  let finish: Expected['finish'];
  for (const part of all) {
    if (finish !== undefined) {
      throw new Error(`Expected nothing after a finish part, got a part of type ${part.type}`);
    }
    if ('text' in part) {
      if (part.text === '') {
        throw new Error('Expected a fragment of text, got an empty one');
      }
      texts[part.type] += part.text;
    } else if (part.type === 'tool-call') {
      const call = calls.get(part.index) ?? { arguments: '' };
      const { id = call.id, name = call.name } = part;
      calls.set(part.index, {
        ...(id !== undefined && { id }),
        ...(name !== undefined && { name }),
        arguments: call.arguments + part.arguments,
      });
    } else if (part.type === 'source') {
      const { url, title } = part;
      sources.push({ ...(url !== undefined && { url }), ...(title !== undefined && { title }) });
    } else if (part.type === 'usage') {
      usage = [part.inputTokens, part.outputTokens];
    } else if (part.type === 'other') {
      others.push(part.message.data);
    } else {
      finish = part.raw === undefined ? [part.reason] : [part.reason, part.raw];
    }
  }
  if ((finish === undefined) !== (error !== undefined)) {
    throw new Error('Expected either a finish part or an error', { cause: error });
  }
  return {
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')),
    ...(calls.size > 0 && { calls: [...calls.values()] }),
    ...(sources.length > 0 && { sources }),
    ...(others.length > 0 && { others }),
    ...(usage && { usage }),
    ...(finish && { finish }),
    ...(error && { error }),
  };
}
