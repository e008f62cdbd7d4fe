// The page's start: connects the controls of index.html to the chat, and the chat's state to what the controls offer.

import { Chat } from './chat/chat.js';
import { readServerInfo } from './stream/server-info.js';
import { isActive, type AnswerState } from './stream/answer-state.js';
import { Composer } from './view/composer.js';
import { ConversationView } from './view/conversation-view.js';
import { find } from './view/dom.js';
import { FollowScroll } from './view/follow-scroll.js';
import { icon } from './view/icons.js';
import { showModel } from './view/model-badge.js';
import { StatusLine } from './view/status-line.js';
import { setUpTheme } from './view/theme.js';
import { showSuggestions } from './view/welcome.js';

const jump = find('jump', HTMLButtonElement);
const tryAgain = find('try-again', HTMLButtonElement);
const cut = find('cut', HTMLButtonElement);
const newChat = find('new-chat', HTMLButtonElement);

const status = new StatusLine(find('state', HTMLElement));
const scroll = new FollowScroll(find('scroller', HTMLElement), jump);
const conversation = new ConversationView(
  find('conversation', HTMLElement),
  find('welcome', HTMLElement),
);

const info = await readServerInfo();
const chat = new Chat(conversation, info?.format, {
  onState: showState,
  onGrown: () => scroll.grown(),
  onAsked: () => scroll.toEnd(),
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
  scroll.rest();
  composer.focus();
});

setUpTheme();
showSuggestions((question) => {
  composer.focus();
  chat.ask(question);
});
if (info !== undefined) {
  showModel(info, find('model', HTMLElement), find('origin', HTMLElement));
}
composer.focus();
