// Starts the page: connects the controls of index.html with the chat.

import type { AnswerState } from './answer-stream.js';
import { Chat, isActive } from './chat.js';
import { Inspector } from './inspector/inspector.js';
import { setUpComposer } from './view/composer.js';
import { find } from './view/dom.js';
import { followEnd } from './view/follow-scroll.js';
import { showStatus } from './view/status-line.js';
import { setUpTheme } from './view/theme.js';

const tryAgain = find('try-again', HTMLButtonElement);
const cut = find('cut', HTMLButtonElement);
const welcome = find('welcome', HTMLElement);

const scroll = followEnd(find('scroller', HTMLElement), find('jump', HTMLButtonElement));
const inspector = new Inspector();
const chat = new Chat(find('conversation', HTMLElement), inspector, {
  onState: showState,
  onGrown: scroll.grown,
  onAsked: () => {
    welcome.hidden = true;
    scroll.toEnd();
  },
});
const composer = setUpComposer(
  (question) => chat.ask(question),
  () => chat.stop(),
);

function showState(state: AnswerState): void {
  showStatus(state);
  composer.setActive(isActive(state));
  cut.disabled = state.name !== 'open';
  const hadFocus = document.activeElement === tryAgain;
  tryAgain.hidden = state.name !== 'failed';
  if (hadFocus && tryAgain.hidden) composer.focus();
}

cut.addEventListener('click', () => chat.cut());
tryAgain.addEventListener('click', () => chat.tryAgain());
find('new-chat', HTMLButtonElement).addEventListener('click', () => {
  chat.newChat();
  welcome.hidden = false;
  scroll.rest();
  composer.focus();
});
find('suggestions', HTMLUListElement).addEventListener('click', ({ target }) => {
  if (!(target instanceof HTMLButtonElement)) return;
  composer.focus();
  chat.ask(target.textContent);
});

setUpTheme(() => inspector.restyle());
void showModel();
chat.restore();
composer.focus();
document.documentElement.dataset.ready = '';

/** Shows which model answers, or that the built-in texts are not from a language model. */
async function showModel(): Promise<void> {
  const response = await fetch('/api/info').catch(() => undefined);
  // If this fails, the first question shows the error.
  if (!response?.ok) return;
  const { kind, model } = (await response.json()) as { kind: string; model: string };
  const [name, origin] =
    kind === 'built-in'
      ? ['built-in texts', 'Answers are prepared texts on your machine, not from a language model.']
      : [model, 'Answers come from a model and can be wrong.'];
  const badge = find('model', HTMLElement);
  badge.textContent = name;
  badge.hidden = false;
  find('origin', HTMLElement).textContent = origin;
}
