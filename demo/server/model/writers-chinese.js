// The writer for questions in Chinese, or that ask for Chinese: one shape of answer, with the same parts.

import { bullets, codeBlock, document, heading, steps, table } from './markdown-parts.js';
import { findSnippet } from './writers-making.js';

/** @type {import('./compose.js').Writer} */
export function writeChinese(understood, choose, question) {
  const { wish, topic } = understood;
  if (wish === 'hello' || wish === 'thanks') return greet(choose);
  if (wish === 'identity' || wish === 'features') return introduce(choose);
  if (wish === 'code') return quoteCode(understood, choose, question);
  if (wish === 'compare') return compare(understood, choose);
  return topic === undefined ? outline(understood, choose) : explain(topic, understood, choose);
}

/** @param {import('./seeded-random.js').Chooser} choose */
function greet(choose) {
  return document([
    `${choose.one(['你好！👋', '您好，欢迎！🌱'])}我是这个演示自带的**小小文字拼装程序**，不是语言模型。`,
    bullets([
      '问我“什么是 SSE”，看看表格和代码。',
      '回答到一半时，按下 **Cut the connection**，看它如何续传。',
      '也可以用英文提问。🙂',
    ]),
  ]);
}

/** @param {import('./seeded-random.js').Chooser} choose */
function introduce(choose) {
  return document([
    heading('我是谁'),
    choose.one([
      '坦白说，我**不是人工智能**，只是几百行 JavaScript,把准备好的句子拼在一起。',
      '我不懂你的问题，只认得几个关键词。我的用处是：没有密钥、没有网络，也能看到流式输出。',
    ]),
    table(
      ['', '我', '大语言模型'],
      [
        ['大小', '几千字节', '几十亿字节'],
        ['理解', '关键词', '上下文'],
        ['密钥', '不需要', '通常需要'],
      ],
    ),
    '想连接真正的模型，可以这样启动：',
    codeBlock(
      'bash',
      'OPENAI_BASE_URL=http://localhost:11434/v1 OPENAI_MODEL=qwen2.5 npm run demo',
    ),
  ]);
}

/**
 * @param {import('./understand.js').Understanding} understood
 * @param {import('./seeded-random.js').Chooser} choose
 * @param {string} question
 */
function quoteCode(understood, choose, question) {
  const { snippet } = findSnippet(question, understood, choose);
  const languages = Object.entries(snippet.versions);
  const [language, code] = languages.find(([name]) => name === understood.programmingLanguage) ??
    languages[0] ?? ['', ''];
  return document([
    '我不会按要求写程序，只能引用几段背下来的代码。这一段也许有用：',
    codeBlock(language, code),
    choose.one(['右上角的按钮可以复制代码。📋', '代码一边到达，一边高亮。✨']),
  ]);
}

/** @param {import('./understand.js').Understanding} understood @param {import('./seeded-random.js').Chooser} choose */
function compare({ pair }, choose) {
  const [left, right] = pair ?? ['方案一', '方案二'];
  return document([
    heading(`${left} 与 ${right}`),
    '我没有可靠的知识来下结论，但可以给出比较时该问的问题：',
    table(
      ['问题', left, right],
      choose
        .some(['一年的成本？', '最先坏的是哪里？', '学会要多久？', '出了问题谁来帮忙？'], 3)
        .map((row) => [row, '……', '……']),
    ),
    '如果有一行能决定结果，就按那一行选择。🙂',
  ]);
}

/**
 * @param {import('./topics.js').Topic} topic
 * @param {import('./understand.js').Understanding} understood
 * @param {import('./seeded-random.js').Chooser} choose
 */
function explain(topic, { length }, choose) {
  if (length === 'short') return topic.zh.gist;
  return document([
    heading(topic.zh.title),
    topic.zh.gist,
    choose.chance(0.5) ? bullets(topic.zh.points) : steps(topic.zh.points),
    '来看一个例子：',
    codeBlock(topic.example.language, topic.example.code),
    choose.one([
      '想看续传的效果，请在回答途中按下 **Cut the connection**。🔌',
      '想看更详细的表格，可以用英文再问一次。',
    ]),
  ]);
}

/** @param {import('./understand.js').Understanding} understood @param {import('./seeded-random.js').Chooser} choose */
function outline({ turn }, choose) {
  return document([
    heading('先想一想'),
    '我并不了解这个问题：我只是演示程序里的文字拼装器，不是语言模型。不过，思考的步骤总是差不多的：',
    steps(
      choose.some(
        [
          '**说清问题。** 知道答案以后，你会做什么不同的事？',
          '**拆成两半。** 分开回答，往往更容易。',
          '**找到数字。** 多少？多久？什么时候？',
          '**先试最小的一步。** 一小时的尝试胜过一天的计划。',
        ],
        3,
      ),
    ),
    table(
      ['问自己', '因为'],
      [
        ['什么是确定的？', '不必再想'],
        ['什么会改变？', '需要留意'],
        ['怎样就够好？', '知道何时停下'],
      ],
    ),
    `这是我们对话的第 ${turn} 轮。🍵`,
  ]);
}
