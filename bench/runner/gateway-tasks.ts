// The tasks of a process that reads many answers at once, and measures its own CPU time, delay and memory.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { gatewayReaderOf } from '../contenders/gateway-readers.js';
import type { GatewayReaderName } from '../contenders/names.js';
import { watchedMemories, measureMemory, type Memory } from './memory.js';

export interface GatewayTask {
  readonly contender: GatewayReaderName;
  readonly url: string;
  readonly streams: number;
}

/** In milliseconds. */
export interface Meter {
  readonly clock: number;
  /** Of all threads of the process. */
  readonly cpu: number;
  /** The 99th percentile of the delay of a timer. */
  readonly delay: number;
}

const TIMER = 10;
const MICROSECONDS = 1e3;
const NANOSECONDS = 1e6;
/** Lets a contender that is slower than the server catch up. */
const MOST_MILLISECONDS = 20_000;

const memories = watchedMemories();
const open: Promise<void>[] = [];
let characters = 0;
let begun = { at: 0, cpu: process.cpuUsage() };
const delays = monitorEventLoopDelay({ resolution: TIMER });

const turn = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export const gatewayTasks = {
  /** Resolves to the memory of the process once all responses have begun. */
  async openStreams({ contender, url, streams }: GatewayTask): Promise<Memory> {
    const read = gatewayReaderOf(contender);
    await new Promise<void>((resolve, reject) => {
      let answered = 0;
      const counting: typeof fetch = async (...args) => {
        const response = await fetch(...args);
        answered += 1;
        if (answered === streams) {
          resolve();
        }
        return response;
      };
      for (let stream = 0; stream < streams; stream += 1) {
        const reading = read(url, counting, ({ data }) => void (characters += data.length));
        reading.catch(reject);
        open.push(reading);
      }
    });
    return measureMemory(memories);
  },

  startMeter(): Promise<void> {
    delays.reset();
    delays.enable();
    begun = { at: performance.now(), cpu: process.cpuUsage() };
    return Promise.resolve();
  },

  /**
   * Waits until so many characters have been delivered. `undefined` for a contender that delivers
   * none.
   */
  async stopMeter(task: { readonly characters: number | undefined }): Promise<Meter> {
    while (characters < (task.characters ?? 0)) {
      if (performance.now() - begun.at > MOST_MILLISECONDS) {
        throw new Error(`Expected ${task.characters} characters of text, got ${characters}`);
      }
      await turn(1);
    }
    const { user, system } = process.cpuUsage(begun.cpu);
    const clock = performance.now() - begun.at;
    delays.disable();
    const delay = Math.max(0, delays.percentile(99) / NANOSECONDS - TIMER);
    return { clock, cpu: (user + system) / MICROSECONDS, delay };
  },

  /** Resolves at the end of all answers to the number of characters in their text. */
  async finishStreams(): Promise<number> {
    await Promise.all(open);
    return characters;
  },
};
