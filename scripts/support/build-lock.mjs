// One build at a time in one tree: two Ninjas in one folder (a demo and a test run, say) corrupt each other.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { inRoot } from './paths.mjs';

const lock = inRoot('build', 'lock');

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withBuildLock(work) {
  mkdirSync(inRoot('build'), { recursive: true });
  for (let told = false; !tryToLock();) {
    const holder = lockHolder();
    if (!isRunning(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) console.log(`Waiting for another build (process ${holder}, build/lock)`);
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
  // Written elsewhere and linked into place, so that nobody reads a lock without a number in it.
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

/** @returns {number} NaN if the lock was removed meanwhile */
function lockHolder() {
  try {
    return Number.parseInt(readFileSync(lock, 'utf8'), 10);
  } catch {
    return NaN;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
