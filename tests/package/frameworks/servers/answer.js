// The answer of the chat servers, and how its chunks become fields of an event stream.

/**
 * Chinese Markdown: line feeds, spaces and colons where chunks begin, and a character outside the
 * BMP.
 */
const answer = `你好！这是**流式**回答 🎉：

1. 第一步: 安装依赖
2. 第二步：运行服务

\`\`\`js
    console.log('你好，世界'); // 缩进: 四个空格
\`\`\`

> 完毕。
`;

/** @param {string} question */
export const answerTo = (question) => `# ${question}\n\n${answer}`;

/**
 * Chunks of five characters. Splitting at code units would break the emoji.
 * @param {string} text
 */
export const chunksOf = (text) => text.match(/.{1,5}/gsu) ?? [];

/**
 * A line feed in `data: ${text}` would end the field, and the rest of the text would be lost.
 * @param {string} text
 */
export const dataOf = (text) =>
  text
    .split('\n')
    .map((line) => `data: ${line}\n`)
    .join('');
