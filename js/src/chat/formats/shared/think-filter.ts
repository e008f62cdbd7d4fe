// Reasoning that a server sends twice: in a field of its own, and in the text between <think> and </think>.

const OPEN = '<think>';
const CLOSE = '</think>';

export interface ThinkFilter {
  /** Whether text is returned as it is from now on. */
  readonly isOver: boolean;
  /** Call when reasoning has arrived in a field of its own. */
  seeReasoning(): void;
  /** Returns the next fragment of text, without a `<think>` block at the start of the text that repeats the reasoning. */
  filter(text: unknown): unknown;
}

export function createThinkFilter(): ThinkFilter {
  let hasReasoning = false;
  let state: 'before' | 'inside' | 'behind' | 'over' = 'before';
  let held = '';

  /** Returns what is held to be text after all. */
  function release(): string {
    const text = held;
    state = 'over';
    held = '';
    return text;
  }

  return {
    get isOver() {
      return state === 'over';
    },
    seeReasoning() {
      hasReasoning = true;
    },
    filter(text) {
      if (state === 'over' || typeof text !== 'string' || text === '') {
        return text;
      }
      held += text;
      if (state === 'before') {
        const start = held.trimStart();
        if (!hasReasoning || !(start + OPEN.slice(start.length)).startsWith(OPEN)) {
          return release();
        }
        if (start.length >= OPEN.length) {
          state = 'inside';
        }
      }
      if (state === 'inside') {
        const end = held.indexOf(CLOSE);
        held = end < 0 ? held.slice(-CLOSE.length) : held.slice(end + CLOSE.length);
        state = end < 0 ? 'inside' : 'behind';
      }
      if (state === 'behind') {
        held = held.trimStart();
        return held === '' ? '' : release();
      }
      return '';
    },
  };
}
