// Writers that explain: a topic the composer knows, a subject it can only outline, and a tour of what it can show.

import {
  bullets,
  capital,
  codeBlock,
  document,
  heading,
  quote,
  steps,
  table,
} from './markdown-parts.js';
import { topics } from './topics.js';

/** @type {import('./compose.js').Writer} */
export function writeExplanation(understood, choose) {
  return understood.topic === undefined
    ? outline(understood, choose)
    : explainTopic(understood.topic, understood, choose);
}

/**
 * @param {import('./topics.js').Topic} topic
 * @param {import('./understand.js').Understanding} understood
 * @param {import('./seeded-random.js').Chooser} choose
 */
function explainTopic(topic, understood, choose) {
  const { length, followsUp, earlierSubject } = understood;
  const gist = choose.one(topic.gists);
  if (length === 'short') return gist;
  const example = [topic.example.says, codeBlock(topic.example.language, topic.example.code)];
  const points = length === 'long' ? topic.points : choose.some(topic.points, 3);
  const comparison = [
    choose.one(['Side by side:', 'As a table:', 'In short:']),
    table(topic.table.head, topic.table.rows),
  ];
  const middle = choose.chance(0.5) ? [...comparison, ...example] : [...example, ...comparison];
  return document([
    followsUp && `Going on from *${earlierSubject}*:`,
    heading(topic.title),
    gist,
    choose.chance(0.5) ? bullets(points) : steps(points),
    ...middle,
    length === 'long' && nearbyTopics(topic, choose),
    choose.one([
      'Press **Cut the connection** while an answer is being written to see the page pick up where it stopped. 🔌',
      'Ask for it *shorter*, *longer*, or *in Chinese*, and I compose it again.',
      'That is what I know by heart; a real model behind `OPENAI_BASE_URL` will know more.',
    ]),
  ]);
}

/** @param {import('./topics.js').Topic} topic @param {import('./seeded-random.js').Chooser} choose */
function nearbyTopics(topic, choose) {
  const others = choose.some(
    topics.filter((other) => other !== topic),
    2,
  );
  return document([
    '### Close by',
    ...others.map((other) => `**${other.title}.** ${other.gists[0]}`),
  ]);
}

/** @param {import('./understand.js').Understanding} understood @param {import('./seeded-random.js').Chooser} choose */
function outline({ subject, followsUp, earlierSubject, length, turn }, choose) {
  const honest = choose.one([
    "I do not *know* this: I am the demo's built-in composer, not a language model. What I can offer is a way to think about it.",
    'A real model would answer that. I only compose text from parts, so take this as a frame to fill in, not as facts.',
  ]);
  if (length === 'short') return honest;
  return document([
    heading(subject === '' ? 'A place to start' : capital(subject)),
    followsUp && `You asked about *${earlierSubject}* before, so I keep to that.`,
    honest,
    steps(
      choose.some(
        [
          '**Name the question.** What would you do differently if you knew the answer?',
          '**Split it.** Two halves that can be answered apart are easier than one whole.',
          '**Find the numbers.** How much, how often, by when? Even a guess gives a scale.',
          '**Ask who has done it.** Someone nearly always has, and has written down what went wrong.',
          '**Try the smallest version.** An hour of trying beats a day of planning.',
        ],
        length === 'long' ? 5 : 3,
      ),
    ),
    table(
      ['Ask yourself', 'Because'],
      choose.some(
        [
          ['What is certain?', 'it does not need more thought'],
          ['What could change it?', 'it needs watching'],
          ['What would be good enough?', 'it tells you when to stop'],
          ['Who is affected?', 'they may know more'],
        ],
        3,
      ),
    ),
    quote(
      choose.one([
        `Turn ${turn} of our conversation, and I still only match words. 🙂`,
        'What I do know a little about: event streams, resuming, WebAssembly, UTF-8 and safe Markdown.',
      ]),
    ),
  ]);
}

/** @type {import('./compose.js').Writer} */
export function writeFeatures(_understood, choose) {
  return document([
    heading('A tour of this page'),
    'Everything below is **streamed Markdown**, rendered while it arrives. It can be *emphasised*, ~~struck out~~, `quoted as code`, or [linked](https://html.spec.whatwg.org/multipage/server-sent-events.html).',
    '### Lists',
    bullets(['one level', 'another\n  - nested, once\n  - nested, twice ✅', 'and back']),
    steps(['First the bytes', 'then the lines', 'then the events']),
    '### A table',
    table(
      ['Language', 'Greeting', 'Emoji'],
      choose.some(
        [
          ['English', 'Good morning', '☀️'],
          ['中文', '早上好', '🍵'],
          ['日本語', 'おはよう', '🗾'],
          ['Français', 'Bonjour', '🥐'],
          ['العربية', 'صباح الخير', '🌴'],
          ['Ελληνικά', 'Καλημέρα', '🫒'],
        ],
        4,
      ),
    ),
    '### Code',
    codeBlock(
      'python',
      "def greet(name: str) -> str:\n    return f'Hello, {name}! 👋'\n\n\nprint(greet('世界'))",
    ),
    codeBlock(
      'typescript',
      'const pieces: string[] = [];\nfor await (const piece of answer) pieces.push(piece);',
    ),
    '### A quotation',
    quote(
      "Raw HTML such as <b>this</b> is shown, never run.\n\nA model's text is a stranger's text.",
    ),
    '---',
    choose.one(['That is all of it. ✨', 'And that was the tour. 🎈']),
  ]);
}
