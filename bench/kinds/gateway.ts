// Many chat answers at once over loopback, read by a Node process: CPU time of a token, delay of
// the event loop, memory of a stream.
import { GATEWAY_READERS, type GatewayReaderName } from '../contenders/names.js';
import type { Runner } from '../engines/engine.js';
import { GatewayServer } from '../engines/gateway-server.js';
import { percent, short, table } from '../measuring/table.js';
import type { Meter } from '../runner/gateway-tasks.js';
import { requireSame, type Figures, type RunOptions } from './kind.js';

/**
 * The interval of each stream's tokens, in milliseconds. At a higher rate some contenders saturate
 * a core.
 */
const LOADS = [
  { streams: 200, milliseconds: 10 },
  { streams: 2000, milliseconds: 100 },
];
const QUICK_STREAMS = 10;
const SECONDS = 5;
const WARM_UP_SECONDS = 2;
const QUICK_SECONDS = 0.2;
/** Not counted: they load and compile what all streams share. */
const FIRST_STREAMS = 2;

interface Row extends Meter {
  readonly contender: GatewayReaderName;
  readonly tokens: number;
  readonly bytesPerStream: number;
}

export async function measureGateway({ engine, quick, progress }: RunOptions): Promise<Figures> {
  const texts: string[] = [];
  const data: unknown[] = [];
  for (const load of quick ? LOADS.slice(0, 1) : LOADS) {
    const streams = quick ? QUICK_STREAMS : load.streams;
    const { milliseconds } = load;
    const rows: Row[] = [];
    for (const contender of GATEWAY_READERS) {
      progress(`${streams} streams, ${contender}`);
      // A new process and server, because garbage of the last contender would count.
      const server = await GatewayServer.start();
      const runner = await engine.open('gateway');
      try {
        rows.push(await measure(contender, runner, server, { streams, milliseconds, quick }));
      } finally {
        await runner.close();
        await server.close();
      }
    }
    texts.push(`${streams} streams, a token every ${milliseconds} ms each\n${tableOf(rows)}`);
    data.push({ streams, milliseconds, rows });
  }
  return { text: texts.join('\n\n'), data };
}

async function measure(
  contender: GatewayReaderName,
  runner: Runner,
  server: GatewayServer,
  { streams, milliseconds, quick }: { streams: number; milliseconds: number; quick: boolean },
): Promise<Row> {
  const { url } = server;
  const before = await runner.run('openStreams', { contender, url, streams: FIRST_STREAMS });
  const after = await runner.run('openStreams', { contender, url, streams });
  await server.send(milliseconds, quick ? QUICK_SECONDS : WARM_UP_SECONDS);
  await runner.run('startMeter', undefined);
  const tokensBefore = server.tokens;
  await server.send(milliseconds, quick ? QUICK_SECONDS : SECONDS);
  const delivers = contender !== 'reading and dropping';
  const characters = delivers ? server.characters : undefined;
  const meter = await runner.run('stopMeter', { characters });
  server.finish();
  const got = await runner.run('finishStreams', undefined);
  requireSame(contender, 'a gateway', `${got} characters`, `${characters ?? 0} characters`);
  const grown = after.javaScript - before.javaScript + after.webAssembly - before.webAssembly;
  return {
    contender,
    tokens: server.tokens - tokensBefore,
    bytesPerStream: grown / streams,
    ...meter,
  };
}

function tableOf(rows: readonly Row[]): string {
  const cost = ({ cpu, tokens }: Row): number => (cpu * 1000) / tokens;
  const reading = rows.find(({ contender }) => contender === 'reading and dropping');
  const lines = rows.map((row) => [
    row.contender,
    short(cost(row)),
    short(cost(row) - (reading === undefined ? NaN : cost(reading))),
    percent(row.cpu / row.clock),
    short(row.delay),
    (row.bytesPerStream / 1024).toFixed(1),
  ]);
  const head = ['', 'µs of CPU a token', 'beside reading', 'of a core', 'ms late', 'KiB a stream'];
  return table([head, ...lines]);
}
