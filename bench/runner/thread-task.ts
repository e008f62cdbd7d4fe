// The CPU time of a process's thread. That of a page is measured from outside.
import { readFileSync } from 'node:fs';

const sleeper = new Int32Array(new SharedArrayBuffer(4));
const SHORT_SLEEP = 0.05;
const NANOSECONDS = 1e6;

export const threadTasks = {
  threadMilliseconds(): Promise<number> {
    if (process.platform !== 'linux') {
      // Other systems do not have the CPU time of a thread: there it is the elapsed time, and the
      // machine has to be idle.
      return Promise.resolve(performance.now());
    }
    // Linux updates the figure when a thread sleeps, and otherwise a few milliseconds late.
    Atomics.wait(sleeper, 0, 0, SHORT_SLEEP);
    const [nanoseconds] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
    return Promise.resolve(Number(nanoseconds) / NANOSECONDS);
  },
};
