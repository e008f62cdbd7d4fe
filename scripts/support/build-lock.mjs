// One build at a time in one tree: two Ninjas in one folder (a demo and a test run, say) corrupt each other.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { inRoot } from './paths.mjs';
import { say } from './progress.mjs';

const lock = inRoot('build', 'lock');

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBuildLock(work) {
  mkdirSync(inRoot('build'), { recursive: true });
  let told = false;
  while (!tryToLock()) {
    const holder = Number(readLock());
    if (!isRunning(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told)
      say(`Waiting for another build (process ${holder}; if there is none, delete build/lock)`);
    told = true;
    await pause(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryToLock() {
  // Written elsewhere and linked into place, so that nobody ever reads a lock that has no number in it yet.
  const ticket = `${lock}.${process.pid}`;
  writeFileSync(ticket, String(process.pid));
  try {
    linkSync(ticket, lock);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(ticket);
  }
}

function readLock() {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function isRunning(pid) {
  // 0 would ask about our own process group.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
