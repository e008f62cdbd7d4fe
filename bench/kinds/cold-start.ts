// From nothing to the first message: the cost of an import, and what a contender adds to the first
// request of a page or process.
import type { EngineName } from '../engines/engine.js';
import { sampleOf, type Sample } from '../measuring/statistics.js';
import { percent, short, table } from '../measuring/table.js';
import type { ColdTimes } from '../runner/cold-task.js';
import type { Figures, RunOptions } from './kind.js';

const ROUNDS = 15;
const PARTS = ['importing', 'firstRequest', 'secondRequest'] as const;
type Parts = Readonly<Record<(typeof PARTS)[number], Sample>>;
const BASELINE = 'nothing';

const CONTENDERS: Record<EngineName, readonly string[]> = {
  node: [BASELINE, 'post-event-source', 'eventsource-parser'],
  chromium: [BASELINE, 'post-event-source', 'eventsource-parser', 'fetch-event-source'],
};

export async function measureColdStart({ engine, quick, progress }: RunOptions): Promise<Figures> {
  const contenders = CONTENDERS[engine.name];
  const times = new Map<string, ColdTimes[]>(contenders.map((name) => [name, []]));
  const rounds = quick ? 1 : ROUNDS;
  for (let round = 0; round < rounds; round += 1) {
    progress(`round ${round + 1} of ${rounds}`);
    for (const [contender, readings] of times) {
      const runner = await engine.open('cold');
      const module = engine.moduleOf(contender);
      const url = engine.urlOf('tiny', 1);
      readings.push(await runner.run('timeColdStart', { module, url }));
      await runner.close();
    }
  }
  const samples = new Map<string, Parts>();
  for (const [contender, readings] of times) {
    const sample = (part: keyof Parts): Sample => sampleOf(readings.map((one) => one[part]));
    samples.set(contender, {
      importing: sample('importing'),
      firstRequest: sample('firstRequest'),
      secondRequest: sample('secondRequest'),
    });
  }
  const first = (contender: string): number => samples.get(contender)?.firstRequest.median ?? NaN;
  const rows = [...samples].map(([contender, parts]) => [
    contender,
    ...PARTS.map((part) => short(parts[part].median)),
    (first(contender) - first(BASELINE)).toFixed(1),
    percent(parts.firstRequest.spread),
  ]);
  const head = ['milliseconds', 'import', '1st request', '2nd request', 'adds to 1st', 'spread'];
  return { text: table([head, ...rows]), data: Object.fromEntries(samples) };
}
