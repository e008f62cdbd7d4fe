// The CPU time of a page's thread for an answer that is drawn while it arrives: once a token, and
// once a frame.
import { readingOn } from '../engines/engine.js';
import { short, table } from '../measuring/table.js';
import type { Rendering } from '../runner/rendering-tasks.js';
import type { Figures, RunOptions } from './kind.js';

const RATES = [20, 200, 2000];
const SECONDS = 10;
const QUICK_SECONDS = 0.1;

interface Row extends Rendering {
  readonly rate: number;
  readonly isBatched: boolean;
  readonly thread: number;
}

export async function measureRendering({ engine, quick, progress }: RunOptions): Promise<Figures> {
  const rows: Row[] = [];
  for (const rate of RATES) {
    for (const isBatched of [false, true]) {
      progress(`${rate} tokens a second, ${wayOf(isBatched)}`);
      // A page of its own for each, because the text of another answer would take part in the
      // layout.
      const runner = await engine.open();
      const url = engine.tokensOf(rate, quick ? QUICK_SECONDS : SECONDS);
      let rendering: Rendering | undefined;
      const { thread } = await readingOn(runner, async () => {
        return (rendering = await runner.run('renderTokens', { url, isBatched }));
      });
      await runner.close();
      if (rendering !== undefined) {
        rows.push({ rate, isBatched, thread, ...rendering });
      }
    }
  }
  const head = ['tokens a second', 'drawn', 'ms of the thread', 'in long tasks', 'by the clock'];
  const lines = rows.map(({ rate, isBatched, drawn, thread, longTasks, milliseconds }) => [
    `${rate}, ${wayOf(isBatched)}`,
    String(drawn),
    ...[thread, longTasks, milliseconds].map(short),
  ]);
  return { text: table([head, ...lines]), data: rows };
}

const wayOf = (isBatched: boolean): string => (isBatched ? 'once a frame' : 'once a token');
