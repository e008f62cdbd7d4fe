// What the built-in composer makes of a conversation: a language, a wish, a topic, the words it can repeat.
// Word matching and nothing deeper; compose.js chooses an answer's parts from the result.

import { topics } from './topics.js';
import { snippets } from './snippets.js';

/**
 * @typedef {object} Understanding
 * @property {'en' | 'zh'} language
 * @property {'hello' | 'identity' | 'thanks' | 'sum' | 'code' | 'compare' | 'plan' | 'poem' | 'story' | 'features' | 'explain'} wish
 * @property {import('./topics.js').Topic | undefined} topic
 * @property {string} subject the question's own words, fit for a heading
 * @property {[string, string] | undefined} pair the two sides of a comparison
 * @property {string | undefined} programmingLanguage
 * @property {boolean} followsUp the question leans on an earlier one
 * @property {string} earlierSubject what the visitor asked before; empty on the first turn
 * @property {'short' | 'long' | 'normal'} length
 * @property {number} turn how many questions have been asked, this one included
 */

/** @type {[Understanding['wish'], RegExp][]} the first that matches wins */
const wishes = [
  ['sum', /^\D{0,24}-?\d[\d.,\s]*[-+*/x×÷−]\s*-?\d[\d.,\s]*(=|\?)?\s*$/iu],
  [
    'identity',
    /\b(who|what) are you\b|\bare you (an? |really )?(ai|llm|gpt|model|human|bot)|你是谁|你是什么/iu,
  ],
  [
    'features',
    /\bmarkdown\b|\beverything (you|it) can\b|\bshow (me )?(off|what you can)|\bwhat can you (do|show)|你(会|能)(做|写)?什么/iu,
  ],
  ['thanks', /^\s*(?:(?:thanks?|thank you|thx|cheers)\b|谢谢|多谢)/iu],
  ['poem', /\b(poem|haiku|verse|rhyme|limerick)\b|诗/iu],
  ['story', /\b(story|tale|fable)\b|故事/iu],
  ['compare', /\b(compare|versus|vs\.?|difference between|better than)\b|比较|区别|对比/iu],
  ['features', /\b(tables?|emojis?|formatting)\b|表格|表情/iu],
  [
    'code',
    /\b(code|function|script|program|snippet|implement|algorithm|regex|query|class|example in)\b|代码|函数|程序|示例/iu,
  ],
  [
    'plan',
    /\b(plan|schedule|itinerary|agenda|checklist|to-?do|prepare|steps to|recipe)\b|计划|安排|清单/iu,
  ],
  [
    'hello',
    /^\s*(hi|hello|hey|good (morning|evening|afternoon)|你好|您好|嗨)( there)?[\s!.,！。]*$/iu,
  ],
];

const programmingLanguages = new Map([
  ['typescript', /\btypescript\b|\bts\b/i],
  ['javascript', /\bjavascript\b|\bjs\b|\bnode\b/i],
  ['python', /\bpython\b|\bpy\b/i],
  ['cpp', /c\+\+|\bcpp\b/i],
  ['sql', /\bsql\b/i],
  ['bash', /\bbash\b|\bshell\b|\bcurl\b/i],
  ['css', /\bcss\b/i],
]);

const stopWords = new Set(
  (
    'a an and are about as at be can could did do does for from give has have how i if in into is it its me my of on or ' +
    'please show so more again shorter longer detail details continue go now also but english chinese some tell that the their them then there these this to us use want was what when where which who ' +
    'why will with would write you your explain compare plan make create describe between versus vs'
  ).split(' '),
);

/**
 * @param {import('../types.js').ChatMessage[]} messages
 * @returns {Understanding}
 */
export function understand(messages) {
  const questions = messages.filter(({ role }) => role === 'user').map(({ content }) => content);
  const question = questions.at(-1) ?? '';
  const earlier = questions.at(-2) ?? '';
  const followsUp =
    earlier !== '' &&
    keywords(question).length <= 1 &&
    /^\s*(and|but|why|how so|more|go on|continue|again|shorter|longer|in (chinese|english|python|c\+\+|typescript|javascript|bash|sql)|what about|now|also|that|it|为什么|继续|再|那)/iu.test(
      question,
    );
  const wish = findWish(question, followsUp ? earlier : '');
  return {
    language: findLanguage(question),
    wish,
    topic: findTopic(question) ?? (followsUp ? findTopic(earlier) : undefined),
    subject: subjectOf(followsUp ? earlier : question),
    pair: findPair(question),
    programmingLanguage: findProgrammingLanguage(question),
    followsUp,
    earlierSubject: earlier === '' ? '' : subjectOf(earlier),
    length: findLength(question),
    turn: questions.length,
  };
}

/** @param {string} question @param {string} earlier @returns {Understanding['wish']} */
function findWish(question, earlier) {
  const found = wishes.find(([, pattern]) => pattern.test(question))?.[0];
  if (found !== undefined) return found;
  // "In Python, please" after a question for code is a wish for code again.
  if (
    findProgrammingLanguage(question) !== undefined &&
    snippets.some(({ about }) => about.test(question + earlier))
  ) {
    return 'code';
  }
  return earlier === ''
    ? 'explain'
    : (wishes.find(([, pattern]) => pattern.test(earlier))?.[0] ?? 'explain');
}

/** @param {string} question @returns {'en' | 'zh'} */
function findLanguage(question) {
  if (/\bin english\b|用英(文|语)/iu.test(question)) return 'en';
  return /\p{Script=Han}|\bin chinese\b|\bmandarin\b/iu.test(question) ? 'zh' : 'en';
}

/** @param {string} question */
function findTopic(question) {
  return topics.find(({ about }) => about.test(question));
}

/** @param {string} question */
function findProgrammingLanguage(question) {
  return [...programmingLanguages].find(([, pattern]) => pattern.test(question))?.[0];
}

/** @param {string} question @returns {Understanding['length']} */
function findLength(question) {
  if (/\b(short|shorter|brief|briefly|one sentence|tl;?dr)\b|简短/iu.test(question)) return 'short';
  if (/\b(long|longer|detailed|in depth|essay|everything|more)\b|详细/iu.test(question))
    return 'long';
  return 'normal';
}

/** @param {string} question @returns {[string, string] | undefined} */
function findPair(question) {
  const match =
    /(?:between|compare)\s+(.{1,40}?)\s+(?:and|with|to|vs\.?|versus)\s+(.{1,40}?)\s*(?:[?.!,:]|$|\b(?:in|as|for|on)\b)/iu.exec(
      question,
    ) ??
    /(?:^|\s)([\p{L}\d+#.-]{1,24})\s+(?:vs\.?|versus)\s+([\p{L}\d+#.-]{1,24})/iu.exec(question) ??
    /(?:比较|对比)(?:一下)?\s*([^和与跟]{1,16})[和与跟]\s*([^的?？。]{1,16})/u.exec(question);
  return match?.[1] && match[2] ? [plain(match[1]), plain(match[2])] : undefined;
}

/** @param {string} question */
function keywords(question) {
  const words = question.match(/[\p{L}\d][\p{L}\d+#'-]*/gu) ?? [];
  return words.filter((word) => !stopWords.has(word.toLowerCase()));
}

/**
 * The question without its verb and its question mark: what a heading can carry.
 * @param {string} question
 */
function subjectOf(question) {
  const phrase = plain(question)
    .replace(/^(please\s+)?((can|could|would) you\s+)?(please\s+)?/iu, '')
    .replace(
      /^(write|tell|plan|make|create|explain|describe|give|show|compose)\s+(me\s+|us\s+)?/iu,
      '',
    )
    .replace(/[\s?.!,:;。？！，]+$/u, '');
  return phrase.length <= 60 ? phrase : `${phrase.slice(0, 60).replace(/\s\S*$/u, '')}…`;
}

/** The visitor's words are repeated inside Markdown: they must not open a code block or a table there. @param {string} text */
function plain(text) {
  return text
    .replace(/[`*_#|<>[\]()\\~]/gu, (mark) => (mark === '#' || mark === '_' ? mark : ' '))
    .replace(/\s+/gu, ' ')
    .trim();
}
