// Every benchmark runs, and every contender delivers the messages of the streams. No time is
// asserted.
import { access } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { GATEWAY_READERS } from '../../../bench/contenders/names.js';
import { openChromium } from '../../../bench/engines/chromium.js';
import type { Engine } from '../../../bench/engines/engine.js';
import { openNode } from '../../../bench/engines/node.js';
import { answers } from '../../../bench/fixtures/answers.js';
import { workloadNamed, workloads } from '../../../bench/fixtures/workloads.js';
import { measureAnswers } from '../../../bench/kinds/answers.js';
import { measureBodies } from '../../../bench/kinds/bodies.js';
import { measureColdStart } from '../../../bench/kinds/cold-start.js';
import type { RunOptions } from '../../../bench/kinds/kind.js';
import { measureGateway } from '../../../bench/kinds/gateway.js';
import { measureMemory } from '../../../bench/kinds/memory.js';
import { measureNative } from '../../../bench/kinds/native.js';
import { measureParsing } from '../../../bench/kinds/parse.js';
import { profileParsing } from '../../../bench/kinds/profile.js';
import { measureRendering } from '../../../bench/kinds/rendering.js';
import { measureResponses } from '../../../bench/kinds/responses.js';
import { measureScale } from '../../../bench/kinds/scale.js';
import { measureSize } from '../../../bench/kinds/size.js';

// Processes and pages are slow on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const NATIVE_BENCHMARK =
  process.env.NATIVE_BENCHMARK ?? 'build/bench-native/bench/native/parser_benchmark';

/** With event types and IDs, and with characters of three bytes. */
const telling = ['fields', 'tiny-chinese'].map(workloadNamed);

const inChromium = (): Promise<Engine> =>
  openChromium(process.env.CHROMIUM_PATH ?? '/usr/bin/chromium');

const quickly = (engine: Engine): Omit<RunOptions, 'workloads'> => ({
  engine,
  answers,
  quick: true,
  progress: () => undefined,
});

describe.each([
  ['node', openNode],
  ['chromium', inChromium],
] as const)('in %s', (name, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  test('bytes to messages', async () => {
    // All contenders in one engine: what a parser delivers does not depend on the engine.
    const all = name === 'node' ? workloads : telling;
    const { text } = await measureParsing({ ...quickly(engine), workloads: all });

    for (const workload of all) {
      expect(text).toMatch(new RegExp(`^${workload.name} +64 KiB +[\\d.]+ `, 'm'));
    }
    expect(text).toMatch(/^against eventsource-parser: geometric mean [\d.]+ /m);
  });

  test('bodies to handlers', async () => {
    const { text } = await measureBodies({ ...quickly(engine), workloads: telling });

    expect(text).toMatch(/^fields +[\d.]+ /m);
    expect(text).toMatch(/^against eventsource-parser: geometric mean [\d.]+ /m);
  });

  test('answers', async () => {
    const { text } = await measureAnswers({ ...quickly(engine), workloads });

    for (const contender of ['chatText', 'chatParts', 'openai', 'fetchEventSource']) {
      expect(text).toMatch(new RegExp(`^${contender}( +[\\d.]+)+$`, 'm'));
    }
    expect(text).toMatch(/^times as fast as .* mean +worst$/m);
  });

  test('scale', async () => {
    const { text } = await measureScale({ ...quickly(engine), workloads });

    expect(text).toMatch(/^OpenAI chunks, 2 MiB +[\d.]+ +[\d.]+ +[\d.]+/m);
    expect(text).toMatch(/^in chunks of 1460 bytes +[\d.]+ +[\d.]+ +[\d.]+$/m);
  });

  test('cold start', async () => {
    const { text } = await measureColdStart({ ...quickly(engine), workloads });

    expect(text).toMatch(/^post-event-source +[\d.]+ +[\d.]+ +[\d.]+ +-?[\d.]+/m);
  });

  test('profile', async () => {
    const { text } = await profileParsing({ ...quickly(engine), workloads: telling });

    expect(text).toMatch(/^ +\d+ % {2}\S/m);
  });
});

test('whole responses, in a page', async () => {
  const engine = await inChromium();
  onTestFinished(() => engine.close());
  const { text } = await measureResponses({ ...quickly(engine), workloads: telling });

  expect(text).toMatch(/^fields +[\d.]+ /m);
  expect(text).toMatch(/^against native EventSource: geometric mean [\d.]+ /m);
});

test('rendering, in a page', async () => {
  const engine = await inChromium();
  onTestFinished(() => engine.close());
  const { text } = await measureRendering({ ...quickly(engine), workloads });

  expect(text).toMatch(/^200, once a token +\d+ +[\d.]+ /m);
  expect(text).toMatch(/^2000, once a frame +\d+ +[\d.]+ /m);
});

test('memory, in processes', async () => {
  const engine = await openNode();
  onTestFinished(() => engine.close());
  const { text } = await measureMemory({ ...quickly(engine), workloads });

  expect(text).toMatch(/^post-event-source +-?\d+ +-?\d+ +\d+/m);
});

test('a gateway, in processes', async () => {
  const engine = await openNode();
  onTestFinished(() => engine.close());
  const { text } = await measureGateway({ ...quickly(engine), workloads });

  for (const contender of GATEWAY_READERS) {
    const name = contender.replace('+', '\\+');
    expect(text).toMatch(
      new RegExp(`^${name} +[\\d.]+ +-?[\\d.]+ +\\d+ % +[\\d.]+ +-?[\\d.]+$`, 'm'),
    );
  }
});

test('native', async () => {
  await access(NATIVE_BENCHMARK);
  const { text } = await measureNative(NATIVE_BENCHMARK, telling, true);

  expect(text).toMatch(/^fields +64 KiB +[\d.]+ /m);
  expect(text).toMatch(/^geometric mean [\d.]+ GB\/s$/m);
});

test('size', async () => {
  const { text } = await measureSize();

  expect(text).toMatch(/^fetchEventSource +\d{5} +\d{4,5} +\d{4,5}$/m);
  expect(text).toMatch(/^ {2}part of each: WebAssembly +\d+ +\d+ +\d+$/m);
});
