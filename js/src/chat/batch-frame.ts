// The next frame of the page, or the time that takes its place.

/** Calls `due` once, unless the function that it answers is called first. */
export type FrameRequest = (due: () => void) => () => void;

/**
 * Whichever comes first, the frame or the timer. Pages tell of being hidden, but neither of being covered by another window
 * nor, in a frame of another origin, of being scrolled away: no frame comes there, and one that was asked for before is
 * kept back. Without a frame there is time alone, as in Node.
 */
export function nextFrame(interval: number): FrameRequest {
  return (due) => {
    const timer = setTimeout(due, interval);
    if (typeof requestAnimationFrame !== 'function') {
      return () => clearTimeout(timer);
    }
    const frame = requestAnimationFrame(due);
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  };
}
