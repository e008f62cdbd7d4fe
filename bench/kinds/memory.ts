// A thousand streams at once, each in the middle of an event: the memory of a stream besides its
// response.
import { HOLDERS } from '../contenders/names.js';
import { sampleOf, type Sample } from '../measuring/statistics.js';
import { percent, table } from '../measuring/table.js';
import type { Figures, RunOptions } from './kind.js';

const STREAMS = 1000;
const QUICK_STREAMS = 10;
const ROUNDS = 3;

const [BASELINE] = HOLDERS;

export async function measureMemory({ engine, quick, progress }: RunOptions): Promise<Figures> {
  const streams = quick ? QUICK_STREAMS : STREAMS;
  const memories: Record<string, { javaScript: Sample; webAssembly: Sample }> = {};
  for (const contender of HOLDERS) {
    progress(contender);
    const javaScript: number[] = [];
    const webAssembly: number[] = [];
    for (let round = 0; round < (quick ? 1 : ROUNDS); round += 1) {
      // Each reading has a new process, because earlier allocations would be counted or hide new
      // ones.
      const runner = await engine.open();
      const { before, after } = await runner.run('measureStreams', { contender, streams });
      await runner.close();
      javaScript.push((after.javaScript - before.javaScript) / streams);
      webAssembly.push((after.webAssembly - before.webAssembly) / streams);
    }
    memories[contender] = { javaScript: sampleOf(javaScript), webAssembly: sampleOf(webAssembly) };
  }
  const rows = Object.entries(memories).map(([contender, { javaScript, webAssembly }]) => {
    const beside = javaScript.median - (memories[BASELINE]?.javaScript.median ?? NaN);
    const bytes = [javaScript.median, beside, webAssembly.median].map((value) => value.toFixed(0));
    return [contender, ...bytes, percent(javaScript.spread)];
  });
  const head = [
    `bytes a stream, of ${streams}`,
    'JavaScript',
    'of which own',
    'WebAssembly',
    'spread',
  ];
  return { text: table([head, ...rows]), data: { streams, memories } };
}
