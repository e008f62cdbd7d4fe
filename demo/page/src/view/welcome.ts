// The empty state's suggestions: each shows something else that the page can do.

import { element, find } from './dom.js';
import { icon, type IconName } from './icons.js';

interface Suggestion {
  icon: IconName;
  title: string;
  shows: string;
  question: string;
}

const suggestions: Suggestion[] = [
  {
    icon: 'link',
    title: 'How does a cut stream resume?',
    shows: 'Then cut this one and see',
    question: 'How does a cut stream resume? Explain it in detail.',
  },
  {
    icon: 'table',
    title: 'Compare SSE and WebSockets',
    shows: 'A table, as it arrives',
    question: 'Compare SSE and WebSockets',
  },
  {
    icon: 'code',
    title: 'Binary search in C++',
    shows: 'Code with colours',
    question: 'Write a binary search in C++',
  },
  {
    icon: 'globe',
    title: '用中文介绍一下 SSE',
    shows: 'Characters cut in the middle',
    question: '用中文介绍一下 SSE',
  },
  {
    icon: 'spark',
    title: 'Show me all of Markdown',
    shows: 'Lists, quotes, emoji',
    question: 'Show me everything Markdown can do',
  },
  {
    icon: 'pen',
    title: 'Think, then call a tool',
    shows: 'Reasoning and arguments',
    question: 'Think first, then look up the weather in Berlin',
  },
];

export function showSuggestions(onAsk: (question: string) => void): void {
  find('suggestions', HTMLUListElement).append(
    ...suggestions.map((suggestion) => {
      const button = element(
        'button',
        { type: 'button', class: 'suggestion' },
        icon(suggestion.icon),
        element(
          'span',
          {},
          element('strong', {}, suggestion.title),
          element('small', {}, suggestion.shows),
        ),
      );
      button.addEventListener('click', () => onAsk(suggestion.question));
      return element('li', {}, button);
    }),
  );
}
