// Operates the chat page by roles and names, never by its classes.

import type { Locator, Page } from 'playwright-core';

export class ChatPage {
  readonly message;
  readonly send;
  readonly stop;
  readonly cut;
  readonly tryAgain;
  readonly newChat;
  readonly regenerate;
  readonly status;
  readonly questions;
  readonly answers;
  readonly log;
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole('log', { name: 'Conversation' });
    this.message = page.getByRole('textbox', { name: 'Message' });
    this.send = page.getByRole('button', { name: 'Send' });
    this.stop = page.getByRole('button', { name: 'Stop' });
    this.cut = page.getByRole('button', { name: 'Cut the connection' });
    this.tryAgain = page.getByRole('button', { name: 'Try again' });
    this.newChat = page.getByRole('button', { name: 'New chat' });
    this.regenerate = page.getByRole('button', { name: 'Regenerate' });
    this.status = page.getByRole('status');
    this.questions = page.locator('[data-role="user"]');
    this.answers = page.locator('[data-role="assistant"]');
  }

  static async open(page: Page, url: string): Promise<ChatPage> {
    await page.goto(url);
    const chat = new ChatPage(page);
    await chat.waitForStatus(/^Ready$/);
    await page.locator('html[data-ready]').waitFor();
    return chat;
  }

  /** The reasoning or a tool call of the newest answer. */
  aside(name: string): Locator {
    const summary = this.page.locator('summary', { hasText: name });
    return this.page.getByRole('group').filter({ has: summary }).last();
  }

  async ask(question: string): Promise<void> {
    await this.message.fill(question);
    await this.message.press('Enter');
  }

  waitForStatus(words: RegExp): Promise<void> {
    return this.status.filter({ hasText: words }).waitFor();
  }

  waitForAnswer(words: RegExp | string): Promise<void> {
    return this.answers.filter({ hasText: words }).last().waitFor();
  }

  /** The Markdown of the newest answer, from its copy button. Needs the clipboard permissions. */
  async copyAnswer(): Promise<string> {
    await this.page.getByRole('button', { name: 'Copy answer' }).last().click();
    await this.page.getByRole('button', { name: 'Copied' }).waitFor();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}

/** Makes retry delays the longest possible, and the same each time. Call it before the page is opened. */
export function withoutChance(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    Math.random = () => 0;
  });
}

export const withClipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
