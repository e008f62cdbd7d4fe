// The source that needs no key and no network: composes the whole answer, then hands it out at a pace.

import { compose } from './compose.js';
import { toPieces } from './pieces.js';

/**
 * @param {import('../types.js').Pace} pace
 * @param {() => number} random
 * @returns {import('../types.js').Source}
 */
export function builtInSource(pace, random) {
  return {
    kind: 'built-in',
    model: 'built-in-composer',
    async write(request, emit, signal) {
      const pieces = toPieces(compose(request.messages, Math.floor(random() * 0x1_0000_0000)));
      for (const [index, piece] of pieces.entries()) {
        await pace({ index, piece, signal });
        signal.throwIfAborted();
        emit(piece);
      }
      return 'stop';
    },
  };
}
