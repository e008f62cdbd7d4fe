// The chat page as a reader meets it: by roles and names, never by the page's own classes.

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

  /** What can be opened beside the newest answer: its reasoning, or a tool call. */
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

  /** The Markdown of the newest answer, as its copy button gives it. Needs the clipboard permissions. */
  async copyAnswer(): Promise<string> {
    await this.page.getByRole('button', { name: 'Copy answer' }).last().click();
    await this.page.getByRole('button', { name: 'Copied' }).waitFor();
    return this.page.evaluate(() => navigator.clipboard.readText());
  }
}

/** Delays before attempts are as long as they can be, and the same each time. To be called before the page is opened. */
export function withoutChance(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    Math.random = () => 0;
  });
}

export const withClipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
