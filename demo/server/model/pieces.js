// Cuts a composed answer into token-sized pieces, the way a model's answer arrives.
// Joined again they are the answer, character for character; no emoji or accent is ever cut in two.

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const longestPiece = 7;
const wideCharacter =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Extended_Pictographic}/u;

/**
 * @param {string} text
 * @returns {string[]}
 */
export function toPieces(text) {
  /** @type {string[]} */
  const pieces = [];
  let piece = '';
  const flush = () => {
    if (piece !== '') pieces.push(piece);
    piece = '';
  };
  for (const { segment } of segmenter.segment(text)) {
    const wide = wideCharacter.test(segment);
    // A word takes the blank before it along, as tokenizers do.
    const startsWord = /\s/.test(segment) && !/^\s*$/.test(piece);
    if (startsWord || piece.length + segment.length > longestPiece) flush();
    piece += segment;
    if (wide) flush();
  }
  flush();
  return pieces;
}
