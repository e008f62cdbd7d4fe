// The turns so far, and what of them is sent along with the next question. Pure; chat.ts keeps it up to date.

import type { ContextMessage } from '../stream/read-answer.js';

/** A model reads all of its context for each answer, and the server refuses more than it can hold. */
const mostTurns = 20;
const mostCharacters = 100_000;

export interface Turn {
  question: string;
  /** What the reader has of the answer; part of it, when it was stopped or failed. */
  answer: string;
}

export class Conversation {
  #turns: Turn[] = [];

  add(question: string): Turn {
    const turn = { question, answer: '' };
    this.#turns.push(turn);
    return turn;
  }

  clear(): void {
    this.#turns = [];
  }

  /** The newest turns that fit, ending with the question of the given one. */
  contextFor(turn: Turn): ContextMessage[] {
    const before = this.#turns.slice(0, this.#turns.indexOf(turn)).slice(-mostTurns);
    let characters = turn.question.length;
    const messages: ContextMessage[] = [{ role: 'user', content: turn.question }];
    for (const { question, answer } of before.reverse()) {
      characters += question.length + answer.length;
      if (characters > mostCharacters) break;
      if (answer !== '') messages.unshift({ role: 'assistant', content: answer });
      messages.unshift({ role: 'user', content: question });
    }
    return messages;
  }
}
