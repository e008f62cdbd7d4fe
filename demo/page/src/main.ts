// The page's start: connects the controls of index.html to the chat, and the chat's state to what the controls offer.

import type { AnswerState } from './answer-stream.js';
import { Chat, isActive } from './chat.js';
import { Inspector } from './inspector/inspector.js';
import { Composer } from './view/composer.js';
import { find, icon } from './view/dom.js';
import { FollowScroll } from './view/follow-scroll.js';
import { StatusLine } from './view/status-line.js';
import { setUpTheme } from './view/theme.js';

const jump = find('jump', HTMLButtonElement);
const tryAgain = find('try-again', HTMLButtonElement);
const cut = find('cut', HTMLButtonElement);
const newChat = find('new-chat', HTMLButtonElement);
const welcome = find('welcome', HTMLElement);

const status = new StatusLine(find('state', HTMLElement));
const scroll = new FollowScroll(find('scroller', HTMLElement), jump);
const inspector = new Inspector();
const chat = new Chat(find('conversation', HTMLElement), inspector, {
  onState: showState,
  onGrown: () => scroll.grown(),
  onAsked() {
    welcome.hidden = true;
    scroll.toEnd();
  },
});
const composer = new Composer({
  onAsk: (question) => chat.ask(question),
  onStop: () => chat.stop(),
});

function showState(state: AnswerState): void {
  status.show(state);
  composer.setActive(isActive(state));
  cut.disabled = state.name !== 'open';
  const hadFocus = document.activeElement === tryAgain;
  tryAgain.hidden = state.name !== 'failed';
  if (hadFocus && tryAgain.hidden) composer.focus();
}

jump.prepend(icon('down'));
cut.prepend(icon('cut'));
newChat.prepend(icon('plus'));
tryAgain.prepend(icon('again'));
cut.addEventListener('click', () => chat.cut());
tryAgain.addEventListener('click', () => chat.tryAgain());
newChat.addEventListener('click', () => {
  chat.newChat();
  welcome.hidden = false;
  scroll.rest();
  composer.focus();
});
find('suggestions', HTMLUListElement).addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('button') : null;
  if (button === null) return;
  composer.focus();
  chat.ask(button.dataset.question ?? button.textContent);
});

setUpTheme(() => inspector.restyle());
void showModel();
chat.restore();
composer.focus();
document.documentElement.dataset.ready = '';

/** Says who writes: the built-in texts must not pass for a language model. */
async function showModel(): Promise<void> {
  const response = await fetch('/api/info').catch(() => undefined);
  // The first question will say what is wrong with the server.
  if (!response?.ok) return;
  const { kind, model } = (await response.json()) as { kind: string; model: string };
  const isBuiltIn = kind === 'built-in';
  const badge = find('model', HTMLElement);
  badge.textContent = isBuiltIn ? 'built-in texts' : model;
  badge.hidden = false;
  find('origin', HTMLElement).textContent = isBuiltIn
    ? 'Answers are prepared texts on your machine, not the words of a language model.'
    : 'Answers come from a model and can be wrong.';
}
