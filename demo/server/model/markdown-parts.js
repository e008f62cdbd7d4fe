// The building blocks of a composed answer: each returns one Markdown block without a blank line around it.

/** @param {string} text */
export const heading = (text) => `## ${text}`;

/** @param {readonly string[]} items */
export const bullets = (items) => items.map((item) => `- ${item}`).join('\n');

/** @param {readonly string[]} items */
export const steps = (items) => items.map((item, index) => `${index + 1}. ${item}`).join('\n');

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
export function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** @param {string} language @param {string} code */
export const codeBlock = (language, code) => `\`\`\`${language}\n${code}\n\`\`\``;

/** @param {string} text */
export const quote = (text) => text.replace(/^/gm, '> ');

/** @param {readonly (string | false | undefined)[]} blocks what is left out is false or undefined */
export const document = (blocks) => blocks.filter(Boolean).join('\n\n');

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
