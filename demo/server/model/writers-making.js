// Writers that make something: code, a comparison, a plan, a poem, a story.

import { bullets, capital, codeBlock, document, heading, steps, table } from './markdown-parts.js';
import { snippets } from './snippets.js';

const languageNames = new Map([
  ['typescript', 'TypeScript'],
  ['javascript', 'JavaScript'],
  ['python', 'Python'],
  ['cpp', 'C++'],
  ['sql', 'SQL'],
  ['bash', 'Bash'],
  ['css', 'CSS'],
]);

/** @type {import('./compose.js').Writer} */
export function writeCode(understood, choose, question) {
  const { snippet, known } = findSnippet(question, understood, choose);
  const languages = Object.keys(snippet.versions);
  const wanted =
    understood.programmingLanguage ?? choose.one(/** @type {[string, ...string[]]} */ (languages));
  const first = languages.includes(wanted) ? wanted : (languages[0] ?? '');
  const second = languages.find((language) => language !== first);
  return document([
    !known &&
      `I do not write programs to order, I only quote a few I know; a real model would write the one you asked for. Here is one that streams nicely:`,
    heading(snippet.title),
    snippet.idea,
    codeBlock(first, snippet.versions[first] ?? ''),
    first !== wanted &&
      `You asked for ${languageNames.get(wanted) ?? wanted}; I only have this one in ${languages.map((language) => languageNames.get(language) ?? language).join(' and ')}.`,
    understood.length !== 'short' &&
      second !== undefined &&
      `The same in ${languageNames.get(second) ?? second}:`,
    understood.length !== 'short' &&
      second !== undefined &&
      codeBlock(second, snippet.versions[second] ?? ''),
    choose.one([
      'The button in the corner of a block copies it.',
      'Highlighting happens while the code arrives, so a long block never jumps at its end.',
    ]),
  ]);
}

/**
 * @param {string} question
 * @param {import('./understand.js').Understanding} understood
 * @param {import('./seeded-random.js').Chooser} choose
 */
export function findSnippet(question, understood, choose) {
  const asked = `${question} ${understood.followsUp ? understood.earlierSubject : ''}`;
  const known = snippets.find(({ about }) => about.test(asked));
  if (known !== undefined) return { snippet: known, known: true };
  const speaking = snippets.filter(
    ({ versions }) => (understood.programmingLanguage ?? '') in versions,
  );
  const [first, ...rest] = speaking.length > 0 ? speaking : snippets;
  return { snippet: choose.one([first ?? snippets[0], ...rest]), known: false };
}

/** @type {import('./compose.js').Writer} */
export function writeComparison(understood, choose) {
  const [left, right] = understood.pair ?? [understood.subject || 'this', 'the alternative'];
  const streams = /sse|server-sent|event ?stream/i;
  const sockets = /web ?sockets?/i;
  if ((streams.test(left) && sockets.test(right)) || (sockets.test(left) && streams.test(right))) {
    return compareStreamsAndSockets(choose);
  }
  return document([
    heading(`${capital(left)} or ${capital(right)}?`),
    `I am a text composer without facts about *${left}* and *${right}*, so here is the table with the **questions** filled in and the answers left to you:`,
    table(
      ['Question', capital(left), capital(right)],
      choose
        .some(
          [
            'What does it cost in a year?',
            'What breaks first?',
            'How hard is it to leave?',
            'Who helps when it fails?',
            'How long to learn?',
          ],
          4,
        )
        .map((row) => [row, '…', '…']),
    ),
    choose.one([
      `If one row decides it, choose by that row. If none does, choose the one you will enjoy more. 🙂`,
      `Fill in **${capital(left)}** first, all of it, then **${capital(right)}**: comparing row by row favours whatever you read first.`,
    ]),
  ]);
}

/** @param {import('./seeded-random.js').Chooser} choose */
function compareStreamsAndSockets(choose) {
  return document([
    heading('Server-sent events and WebSockets'),
    choose.one([
      'Both keep a connection open. The difference is **who speaks**: an event stream is a letter that keeps arriving, a WebSocket is a phone call.',
      'If only the server has news, an event stream is enough, and it is *just HTTP*. If both sides talk all the time, take a WebSocket.',
    ]),
    table(
      ['', 'Event stream', 'WebSocket'],
      [
        ['direction', 'server → client', 'both ways'],
        ['protocol', 'HTTP', 'its own, after an upgrade'],
        ['data', 'UTF-8 text', 'text or bytes'],
        ['reconnecting', 'part of the format', 'yours to write'],
        ['proxies, caches, auth', 'as for any request', 'special care'],
        ['good for', 'chat answers, feeds, progress 📈', 'games, shared editing 🎮'],
      ],
    ),
    'For the answers of a language model the stream fits well: one question, one long answer, and an id to continue from if the train enters a tunnel. 🚆',
  ]);
}

/** @type {import('./compose.js').Writer} */
export function writePlan(understood, choose) {
  const subject = understood.subject || 'the days ahead';
  return document([
    heading(capital(subject)),
    choose.one([
      'A plan is a guess with a shape. Here is a shape; the guesses are yours to change:',
      'I compose plans from parts and know nothing of your life, so cross out freely:',
    ]),
    table(
      ['When', 'What', 'Leave room for'],
      choose
        .some(
          [
            ['a slow breakfast', 'a second cup 🍵'],
            ['the one thing that matters', 'it taking twice as long'],
            ['a walk without a phone 🚶', 'a detour'],
            ['something with your hands', 'the mess'],
            ['an hour to read 📖', 'falling asleep'],
            ['a call to a friend', 'a long one'],
          ],
          4,
        )
        .map((row, index) => [['Morning', 'Midday', 'Afternoon', 'Evening'][index] ?? '', ...row]),
    ),
    '### Before you begin',
    steps(
      choose.some(
        [
          'Decide what you will **not** do.',
          'Put the hardest part where you are most awake.',
          'Tell one person, so that it is real.',
          'Prepare what you need the evening before.',
        ],
        3,
      ),
    ),
    understood.length === 'long' &&
      bullets([
        'If it rains ☔: swap the walk and the book.',
        'If time runs short: keep the first row, drop the last.',
        'If nothing works: the second cup.',
      ]),
  ]);
}

/** @type {import('./compose.js').Writer} */
export function writePoem(understood, choose) {
  const subject = withoutForm(understood.subject) || 'streams';
  const opening = choose.one([
    'It does not come at once, it comes in pieces,',
    'One word, and then the next, and then a pause,',
    'A line arrives before the thought is done,',
  ]);
  const middle = choose.some(
    [
      'a half a letter waiting for its half,',
      'like rain that starts on only one side of the street,',
      'the way a kettle tells you of the tea,',
      'a lantern going down a long canal,',
      'as footsteps on the stairs become a friend,',
    ],
    3,
  );
  const ending = choose.one([
    'and when the line is cut, it will go on.',
    'and nothing of it falls between the boards.',
    'and all of it was here before the end.',
  ]);
  return document([
    heading(`On ${subject}`),
    [opening, ...middle, ending].map((line) => `*${line}*`).join('  \n'),
    `Composed from prepared lines; only the title is truly about ${subject}. 🌙`,
  ]);
}

/** @type {import('./compose.js').Writer} */
export function writeStory(understood, choose) {
  const subject = withoutForm(understood.subject) || 'a small event';
  const hero = choose.one(['Mei', 'Tomas', 'Ada', 'Ibrahim']);
  const place = choose.one([
    'at the last stop of the tram line',
    'in a harbour where the fog keeps office hours',
    'above a shop that sold only clocks',
  ]);
  return document([
    heading(`${capital(subject)}: a very short story`),
    `${hero} lived ${place} and collected messages that had been cut off in the middle. There were more of them than people think. Most had been about **${subject}**.`,
    choose.one([
      `"They are not lost," ${hero} would say. "They only do not know yet where to go on." And on each one stood a number, so small that one had to believe in it to read it.`,
      `Each had a number in the corner. ${hero} would read it aloud, and somewhere far off, somebody would remember the next word.`,
    ]),
    choose.one([
      'One evening a message arrived whole. Nobody knew what to do with it. They made tea, and read it twice. 🍵',
      'When the last one was finished, it turned out to be a letter to the finder. It said: *go on from here.* ✉️',
    ]),
  ]);
}

/**
 * "A short poem about the sea" is about the sea.
 * @param {string} subject
 */
function withoutForm(subject) {
  return subject.replace(
    /^(an?\s+)?((very\s+)?(short|long)\s+)?(poem|haiku|verse|rhyme|limerick|story|tale|fable)\s*(about|on|of|for)?\s*/iu,
    '',
  );
}
