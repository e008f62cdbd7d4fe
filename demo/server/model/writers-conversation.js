// Writers for the small talk of a chat: greeting, who are you, thanks, and a sum, which it can really do.

import { bullets, capital, codeBlock, document, table } from './markdown-parts.js';

/** @type {import('./compose.js').Writer} */
export function writeHello(_understood, choose) {
  return document([
    `${choose.one(['Hello! 👋', 'Hi there! 👋', 'Welcome! 🌱'])} I am the small **built-in composer** of this demo: no language model, just prepared parts, word matching and a little chance. I am here so that you have something to stream without a key.`,
    choose.one(['Some things that show the page at work:', 'Try one of these:']),
    bullets(
      choose.some(
        [
          '*How does a cut stream resume?* Then press **Cut the connection** while I write.',
          '*Compare SSE and WebSockets*, for a table.',
          '*Write a binary search in C++*, for code.',
          '*用中文介绍一下 SSE*, for Chinese.',
          '*Plan a quiet weekend*, for a list.',
          '*Write a poem about tea*, because why not. 🍵',
        ],
        4,
      ),
    ),
  ]);
}

/** @type {import('./compose.js').Writer} */
export function writeIdentity(_understood, choose) {
  return document([
    choose.one([
      'I am **not a language model**. I am a small text composer written in JavaScript that ships with this demo.',
      'Honestly? A few hundred lines of JavaScript that **compose text from prepared parts**. No neural network, no network at all.',
    ]),
    table(
      ['', 'This composer', 'A language model'],
      [
        ['size', 'a few kilobytes', 'gigabytes'],
        ['understands you', 'a handful of key words', 'much more'],
        ['needs a key', 'no', 'usually'],
        ['streams like one', 'yes', 'yes'],
      ],
    ),
    'To talk to a real one, start the demo with the address of any OpenAI-compatible server:',
    codeBlock(
      'bash',
      'OPENAI_BASE_URL=http://localhost:11434/v1 OPENAI_MODEL=llama3.2 npm run demo',
    ),
    'The wire format stays the same, and so does the way a cut answer resumes.',
  ]);
}

/** @type {import('./compose.js').Writer} */
export function writeThanks(understood, choose) {
  const about = understood.earlierSubject;
  return document([
    choose.one(['You are welcome! 😊', 'My pleasure. 🌼', 'Gladly, any time. 🙂']),
    about !== '' &&
      choose.one([
        `If you like, ask for **more** about *${about}*, or for the same in Chinese.`,
        `We were at *${about}*; say *more*, and I go on.`,
      ]),
  ]);
}

/** @type {import('./compose.js').Writer} */
export function writeSum(_understood, choose, question) {
  const match = /(-?\d[\d.,]*)\s*([-+*/x×÷−])\s*(-?\d[\d.,]*)/iu.exec(question);
  const [left, sign, right] = [toNumber(match?.[1]), match?.[2] ?? '+', toNumber(match?.[3])];
  const result = calculate(left, sign, right);
  const shown = `${left} ${sign} ${right}`;
  if (!Number.isFinite(result)) {
    return `\`${shown}\` has no finite answer, and I would rather say so than invent one. 🙂`;
  }
  return document([
    `\`${shown}\` = **${Number(result.toPrecision(12))}**`,
    choose.one([
      'A sum is one of the few things I do not compose: that was computed.',
      `${capital('this one')} I really worked out; for anything beyond one operation, ask a calculator.`,
    ]),
  ]);
}

/** @param {string | undefined} digits */
function toNumber(digits) {
  return Number(
    (digits ?? '')
      .replace(/,(?=\d{3}\b)/g, '')
      .replace(',', '.')
      .replace(/[.,]$/, ''),
  );
}

/** @param {number} left @param {string} sign @param {number} right */
function calculate(left, sign, right) {
  if (sign === '+') return left + right;
  if (sign === '-' || sign === '−') return left - right;
  if (sign === '/' || sign === '÷') return left / right;
  return left * right;
}
