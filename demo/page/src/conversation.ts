// The turns of the chat, stored so that a reload keeps them, and the messages that are sent with a question.

import type { ChatPart } from 'post-event-source/chat';
import type { Message } from './answer-stream.js';

/** Limits the context of the model. The server refuses messages of more than 65,536 characters. */
const mostTurns = 20;
const mostCharacters = 60_000;
const storageKey = 'conversation';

export interface Turn {
  question: string;
  /** The ID of the answer on the server. */
  id: string;
  /** The parts received so far. */
  parts: ChatPart[];
  ending?: string | undefined;
  isRunning: boolean;
}

export class Conversation {
  turns: Turn[] = [];

  constructor() {
    try {
      this.turns = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]') as Turn[];
    } catch {
      // The storage is forbidden: the chat starts empty.
    }
  }

  save(): void {
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(this.turns.slice(-mostTurns)));
    } catch {
      // The storage is forbidden or full: a reload loses the chat.
    }
  }

  /** The question of a turn, after the newest earlier turns that fit. */
  messagesFor(turn: Turn): Message[] {
    const messages: Message[] = [{ role: 'user', content: turn.question }];
    let characters = turn.question.length;
    const earlier = this.turns.slice(0, this.turns.indexOf(turn)).slice(-mostTurns);
    for (const { question, parts } of earlier.reverse()) {
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

/** Appends parts. Adjacent parts of one type are merged, so that a long answer needs little storage. */
export function join(parts: ChatPart[], more: readonly ChatPart[]): void {
  for (const part of more) {
    const last = parts.at(-1);
    if ('text' in part && last && 'text' in last && last.type === part.type) last.text += part.text;
    else if (part.type !== 'other') parts.push({ ...part });
  }
}
