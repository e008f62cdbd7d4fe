// The next frame of the page, or a timer if there is no frame.

/** Calls `due` once. Returns a function that cancels the call. */
export type FrameRequest = (due: () => void) => () => void;

/**
 * Waits for the next frame or for `interval` milliseconds, whichever is first. A page gets no frames while another window
 * covers it, and has no event for that. Without `requestAnimationFrame`, as in Node, there is only the timer.
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
