// Headings of Markdown files and the anchors that GitHub gives them.

/**
 * @typedef {object} Heading
 * @property {number} level
 * @property {string} text without markup
 * @property {string} anchor the fragment of a link to it
 */

/**
 * @param {string} markdown
 * @returns {Heading[]}
 */
export function headingsOf(markdown) {
  /** @type {Map<string, number>} */
  const uses = new Map();
  const withoutCode = markdown.replace(/^(```+)[^]*?^\1$/gm, '');
  return [...withoutCode.matchAll(/^(#{1,6}) (.+)$/gm)].map(([, marks = '', title = '']) => {
    const text = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\\(.)|`/g, '$1');
    const slug = text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-');
    const earlier = uses.get(slug) ?? 0;
    uses.set(slug, earlier + 1);
    return { level: marks.length, text, anchor: earlier === 0 ? slug : `${slug}-${earlier}` };
  });
}
