// Runs the selected benchmarks one after another, and prints and stores the figures.
import { relative } from 'node:path';
import { root } from '../scripts/support/paths.mjs';
import { openChromium } from './engines/chromium.js';
import type { Engine, EngineName } from './engines/engine.js';
import { openNode } from './engines/node.js';
import { measureAnswers } from './kinds/answers.js';
import { measureBodies } from './kinds/bodies.js';
import { measureColdStart } from './kinds/cold-start.js';
import type { Figures, RunOptions } from './kinds/kind.js';
import { measureGateway } from './kinds/gateway.js';
import { measureMemory } from './kinds/memory.js';
import { measureNative } from './kinds/native.js';
import { measureParsing } from './kinds/parse.js';
import { profileParsing } from './kinds/profile.js';
import { measureRendering } from './kinds/rendering.js';
import { measureResponses } from './kinds/responses.js';
import { measureScale } from './kinds/scale.js';
import { measureSize } from './kinds/size.js';
import { peers, record, versionsOf } from './record.js';
import { KINDS, type KindName, type Selection } from './selection.js';

export { selectionOf } from './selection.js';

/** Programs, built or found when they are needed. */
export interface Programs {
  chromium(): Promise<string>;
  nativeBenchmark(): Promise<string>;
}

const inEngines = {
  answers: measureAnswers,
  gateway: measureGateway,
  bodies: measureBodies,
  parse: measureParsing,
  responses: measureResponses,
  rendering: measureRendering,
  scale: measureScale,
  memory: measureMemory,
  'cold-start': measureColdStart,
  profile: profileParsing,
} satisfies Partial<Record<KindName, (options: RunOptions) => Promise<Figures>>>;

export async function runBenchmarks(selection: Selection, programs: Programs): Promise<void> {
  const versions = await versionsOf(peers);
  console.log(`Against ${peers.map((name) => `${name} ${versions[name] ?? ''}`).join(', ')}`);
  for (const kind of selection.kinds) {
    if (kind === 'native') {
      const program = await programs.nativeBenchmark();
      await report(kind, {}, await measureNative(program, selection.workloads, selection.quick));
    } else if (kind === 'size') {
      await report(kind, {}, await measureSize());
    } else {
      const where: readonly EngineName[] = KINDS[kind];
      for (const name of where.filter((one) => selection.engines.includes(one))) {
        await withEngine(name, programs, async (engine) => {
          const figures = await inEngines[kind]({ ...selection, engine, progress });
          await report(`${kind}-${name}`, { engine: `${name} ${engine.version}` }, figures);
        });
      }
    }
  }
}

async function withEngine(
  name: EngineName,
  programs: Programs,
  use: (engine: Engine) => Promise<void>,
): Promise<void> {
  const engine = await (name === 'node' ? openNode() : openChromium(await programs.chromium()));
  try {
    await use(engine);
  } finally {
    await engine.close();
  }
}

const progress = (text: string): void => void process.stderr.write(`  ${text}\n`);

async function report(
  name: string,
  facts: Readonly<Record<string, string>>,
  { text, data }: Figures,
): Promise<void> {
  const file = await record(name, facts, data);
  const title = [name, ...Object.values(facts)].join(', ');
  console.log(`\n== ${title}\n\n${text}\n\n(all readings: ${relative(root, file)})`);
}
