// The speed a built-in answer is written at: a moment of thought, then about 45 pieces a second, not quite evenly.

const thinking = { least: 250, most: 650 };
const piecesPerSecond = 45;

/**
 * @param {import('../types.js').Delay} delay
 * @param {() => number} random
 * @returns {import('../types.js').Pace}
 */
export function humanPace(delay, random) {
  return ({ index, piece, signal }) => {
    if (index === 0) {
      return delay(thinking.least + random() * (thinking.most - thinking.least), signal);
    }
    const even = 1000 / piecesPerSecond;
    // A breath after a paragraph makes the stream read as writing, not as a download.
    const breath = piece.includes('\n\n') ? 60 : 0;
    return delay(even * (0.5 + random()) + breath, signal);
  };
}
