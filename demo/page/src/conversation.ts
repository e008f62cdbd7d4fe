// The turns so far, kept for a reload of the page, and what of them is sent with the next question.

import type { ChatPart } from 'post-event-source/chat';
import type { Message } from './answer-stream.js';

/** A model reads all of its context for each answer, and the server refuses messages of more than 65,536 characters. */
const mostTurns = 20;
const mostCharacters = 60_000;
const storageKey = 'conversation';

export interface Turn {
  question: string;
  /** Of the answer on the server. */
  id: string;
  /** What the reader has of the answer; a part of it if it was stopped or failed. */
  parts: ChatPart[];
  ending?: string | undefined;
  isRunning: boolean;
}

export class Conversation {
  turns: Turn[] = load();

  save(): void {
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(this.turns.slice(-mostTurns)));
    } catch {
      // Storage can be forbidden or full; the chat then lasts as long as the page.
    }
  }

  /** The newest turns that fit, ending with the question of the given one. */
  contextFor(turn: Turn): Message[] {
    const before = this.turns.slice(0, this.turns.indexOf(turn)).slice(-mostTurns);
    let characters = turn.question.length;
    const messages: Message[] = [{ role: 'user', content: turn.question }];
    for (const { question, parts } of before.reverse()) {
      const answer = textOf(parts);
      characters += question.length + answer.length;
      if (characters > mostCharacters) break;
      if (answer !== '') messages.unshift({ role: 'assistant', content: answer });
      messages.unshift({ role: 'user', content: question });
    }
    return messages;
  }
}

export const textOf = (parts: readonly ChatPart[]) =>
  parts.map((part) => (part.type === 'text' || part.type === 'refusal' ? part.text : '')).join('');

/** Appends parts; neighbours of one kind become one, so that a long answer stays short in memory. */
export function join(parts: ChatPart[], more: readonly ChatPart[]): void {
  for (const part of more) {
    const last = parts.at(-1);
    if ('text' in part && last && 'text' in last && last.type === part.type) last.text += part.text;
    else if (part.type !== 'other') parts.push({ ...part });
  }
}

function load(): Turn[] {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as Turn[];
  } catch {
    return [];
  }
}
