// What a process knows of its thread: how long it has been at work. A page is asked from outside.
import { readFileSync } from 'node:fs';

const sleeper = new Int32Array(new SharedArrayBuffer(4));
const SHORT_SLEEP = 0.05;
const NANOSECONDS = 1e6;

export const threadTasks = {
  threadMilliseconds(): Promise<number> {
    if (process.platform !== 'linux') {
      // No other system tells it of a thread: there the clock has to do, and the machine to be quiet.
      return Promise.resolve(performance.now());
    }
    // Linux brings the figure up to date when a thread goes to sleep, and otherwise a few milliseconds late.
    Atomics.wait(sleeper, 0, 0, SHORT_SLEEP);
    const [nanoseconds] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
    return Promise.resolve(Number(nanoseconds) / NANOSECONDS);
  },
};
