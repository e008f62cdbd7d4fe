// Removes a <think> block from the text if the server also sends the reasoning in a separate field.

const OPEN = '<think>';
const CLOSE = '</think>';

export interface ThinkFilter {
  /** Whether all further text is returned unchanged. */
  readonly isOver: boolean;
  /** Must be called when reasoning arrives in a separate field. */
  seeReasoning(): void;
  /** Returns the fragment, without a `<think>` block at the start of the text. */
  filter(text: unknown): unknown;
}

export function createThinkFilter(): ThinkFilter {
  let hasReasoning = false;
  let state: 'before' | 'inside' | 'behind' | 'over' = 'before';
  let held = '';

  /** Returns the text that was held back. */
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
