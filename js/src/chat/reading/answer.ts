// The answer of one call: merges fragments into few parts, and stores how the answer ended.
import { failureOf, type ApiFailure } from './api-failure.js';
import type { ChatAnswer } from '../chat-format.js';
import type { ChatPart, FinishPart, FinishReason, TextPart, UsagePart } from '../chat-part.js';
import { plainObject } from '../../runtime/plain-object.js';
import { meaningOf } from '../formats/shared/finish-reason.js';
import { word } from '../formats/shared/json.js';
import { ToolCalls, type ToolCallFragment } from '../formats/shared/tool-calls.js';

const TextFragment = /* @__PURE__ */ plainObject(function (
  this: TextPart,
  type: TextPart['type'],
  text: string,
  index: number | string,
) {
  this.type = type;
  this.text = text;
  this.index = index;
});

export class Answer implements ChatAnswer {
  /** The last part that was not taken yet, and the parts before it. Most often there is one. */
  #last: ChatPart | undefined;
  #earlier: ChatPart[] | undefined;
  #finish: FinishPart | undefined;
  readonly #toolCalls = new ToolCalls();
  readonly #urls = new Set<string>();
  /** The latest token counts, and those that were taken last. */
  #usage: UsagePart | undefined;
  #takenUsage: UsagePart | undefined;
  /** Whether the last message was read. */
  ended = false;
  /** The number of additions. */
  additions = 0;
  /** Since `beginMessage`: the number of additions without token counts, and the latest fragment of text. */
  #contents = 0;
  #fragmentOfMessage: TextPart | undefined;
  failure: ApiFailure | undefined;

  get hasFinish(): boolean {
    return this.#finish !== undefined;
  }

  /** Passes the parts since the last call to `deliver`. */
  take(deliver: (part: ChatPart) => void): void {
    if (this.#usage !== undefined && !hasSameCounts(this.#usage, this.#takenUsage)) {
      this.#add(this.#usage);
      this.#takenUsage = this.#usage;
    }
    const last = this.#last;
    const earlier = this.#earlier;
    this.#last = undefined;
    this.#earlier = undefined;
    this.#fragmentOfMessage = undefined;
    earlier?.forEach(deliver);
    if (last !== undefined) {
      deliver(last);
    }
  }

  beginMessage(): void {
    this.#contents = 0;
    this.#fragmentOfMessage = undefined;
  }

  /** The fragment of text of the message, if the message has added nothing else except token counts. */
  get onlyFragment(): TextPart | undefined {
    return this.#contents === 1 ? this.#fragmentOfMessage : undefined;
  }

  /** Passes the parts that close a complete answer to `deliver`. */
  close(deliver: (part: ChatPart) => void): void {
    this.take(deliver);
    this.#toolCalls.complete().forEach(deliver);
    deliver(this.#finish ?? { type: 'finish', reason: 'other' });
  }

  text(text: unknown, index: number | string = 0): void {
    this.#fragment('text', text, index);
  }

  reasoning(text: unknown, index: number | string = 0): void {
    this.#fragment('reasoning', text, index);
  }

  refusal(text: unknown, index: number | string = 0): void {
    this.#fragment('refusal', text, index);
  }

  toolCall(fragment: ToolCallFragment): void {
    this.#countContent();
    const part = this.#toolCalls.fragment(fragment);
    if (part !== undefined) {
      const last = this.#last;
      if (last?.type === 'tool-call' && last.index === part.index) {
        part.arguments = last.arguments + part.arguments;
        Object.assign(last, part);
      } else {
        this.#add(part);
      }
    }
  }

  wholeToolCall(call: ToolCallFragment): void {
    this.#countContent();
    const part = this.#toolCalls.whole(call);
    if (part !== undefined) {
      this.#add(part);
    }
  }

  source(raw: unknown, url?: unknown, title?: unknown): void {
    this.#countContent();
    const [address, name] = [word(url), word(title)];
    if (address !== undefined && this.#urls.has(address)) {
      return;
    }
    this.#urls.add(address ?? '');
    this.#add({
      type: 'source',
      ...(address !== undefined && { url: address }),
      ...(name !== undefined && { title: name }),
      raw,
    });
  }

  usage(raw: unknown, inputTokens?: unknown, outputTokens?: unknown): void {
    const input = countOf(inputTokens) ?? this.#usage?.inputTokens;
    const output = countOf(outputTokens) ?? this.#usage?.outputTokens;
    if (input === undefined && output === undefined) {
      return;
    }
    const before = this.#usage;
    this.#usage = {
      type: 'usage',
      ...(input !== undefined && { inputTokens: input }),
      ...(output !== undefined && { outputTokens: output }),
      raw,
    };
    this.additions += hasSameCounts(this.#usage, before) ? 0 : 1;
  }

  finish(reason: unknown, stop: FinishReason = 'stop'): void {
    if (typeof reason !== 'string') {
      return;
    }
    const meaning = meaningOf(reason);
    if (meaning === 'failure') {
      this.fail({ code: reason });
    } else if (meaning !== 'none') {
      this.finishAs(meaning === 'stop' ? stop : meaning, reason);
    }
  }

  finishAs(reason: FinishReason, raw?: string): void {
    this.#countContent();
    this.#finish = { type: 'finish', reason, ...(raw !== undefined && { raw }) };
  }

  end(): void {
    this.#contents += 1;
    this.ended = true;
  }

  fail(error: unknown): void {
    this.failWith(failureOf(error));
  }

  failWith(failure: ApiFailure): void {
    this.failure ??= failure;
  }

  /** Adds a message that the format does not know. */
  other(message: Extract<ChatPart, { type: 'other' }>['message']): void {
    this.#add({ type: 'other', message });
  }

  #add(part: ChatPart): void {
    if (this.#last !== undefined) {
      (this.#earlier ??= []).push(this.#last);
    }
    this.#last = part;
  }

  #countContent(): void {
    this.additions += 1;
    this.#contents += 1;
  }

  #fragment(type: TextPart['type'], text: unknown, index: number | string): void {
    const fragment = typeof text === 'number' ? String(text) : text;
    if (typeof fragment !== 'string' || fragment === '') {
      return;
    }
    this.#countContent();
    const part = new TextFragment(type, fragment, index);
    this.#fragmentOfMessage = part;
    const last = this.#last;
    // Only adjacent fragments, so that the result does not depend on network reads.
    if (last?.type === type && last.index === index) {
      last.text += fragment;
    } else {
      this.#add(part);
    }
  }
}

function hasSameCounts(left: UsagePart | undefined, right: UsagePart | undefined): boolean {
  return left?.inputTokens === right?.inputTokens && left?.outputTokens === right?.outputTokens;
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
