// Chat answers, from the bytes of a body to the text: the cost of a message of each API, compared
// with JSON.parse by hand.
import { ANSWER_READERS, BY_HAND, OURS, type AnswerReaderName } from '../contenders/names.js';
import type { Answer } from '../fixtures/answer.js';
import { meanOf, ratioIn, sampleIn, type Mean } from '../measuring/ratios.js';
import { short, table } from '../measuring/table.js';
import { cellsOf, inBothChunkings, type BodyCell, type Reader } from './body-cells.js';
import type { Figures, RunOptions } from './kind.js';

const DELIVERS: Partial<Record<AnswerReaderName, 'messages' | 'nothing'>> = {
  [OURS]: 'messages',
  'eventsource-parser': 'messages',
  'reading and dropping': 'nothing',
};

const readers = ANSWER_READERS.map(
  (name) => ({ name, delivers: DELIVERS[name] ?? 'text' }) as const,
);

/** OpenAI's client reads OpenAI's APIs only. */
const readersOf = ({ api }: Answer): readonly Reader<AnswerReaderName>[] =>
  readers.filter(({ name }) => name !== 'openai' || api === 'chat' || api === 'responses');

export async function measureAnswers(options: RunOptions): Promise<Figures> {
  return inBothChunkings(await cellsOf(options, options.answers, readersOf), tablesOf);
}

function tablesOf(cells: readonly BodyCell[]): Figures {
  const head = cells.map(({ workload }) => workload);
  const means: Record<string, Omit<Mean, 'contender'>> = {};
  const costs: string[][] = [];
  const ratios: string[][] = [];
  for (const name of ANSWER_READERS) {
    const measured = cells.filter(({ milliseconds }) => name in milliseconds);
    const inCells = (show: (cell: BodyCell) => number): string[] =>
      cells.map((cell) => (measured.includes(cell) ? short(show(cell)) : ''));
    // Other kinds use the package's name for it.
    const label = name === OURS ? 'fetchEventSource' : name;
    const microseconds = inCells(
      (cell) => (sampleIn(cell, name, 'thread').median * 1000) / cell.messages,
    );
    costs.push([label, ...microseconds]);
    if (name !== BY_HAND && measured.length > 0) {
      const mean = meanOf(measured, BY_HAND, 'thread', name);
      means[name] = mean;
      const each = inCells((cell) => ratioIn(cell, BY_HAND, 'thread', name));
      ratios.push([label, ...each, short(mean.geometricMean), short(mean.lowest)]);
    }
  }
  const text = [
    table([['µs a message', ...head], ...costs]),
    table([[`times as fast as ${BY_HAND}`, ...head, 'mean', 'worst'], ...ratios]),
  ].join('\n\n');
  return { text, data: means };
}
