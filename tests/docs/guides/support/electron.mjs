// A substitute for Electron's IPC, in one process. Arguments are copied, as between real processes.
import { EventEmitter } from 'node:events';

/** @type {Map<string, (event: object, ...args: unknown[]) => unknown>} */
const handlers = new Map();
const toMain = new EventEmitter();
const toPage = new EventEmitter();

/** The page, as the main process sees it. */
export const sender = Object.assign(new EventEmitter(), {
  /** @param {string} channel @param {unknown[]} args */
  send: (channel, ...args) => toPage.emit(channel, {}, ...structuredClone(args)),
});

export const ipcMain = {
  handle: handlers.set.bind(handlers),
  /** @param {string} channel @param {(...args: unknown[]) => void} listener */
  on: (channel, listener) => toMain.on(channel, listener),
};

export const ipcRenderer = {
  /** @param {string} channel @param {unknown[]} args */
  invoke: async (channel, ...args) => handlers.get(channel)?.({ sender }, ...structuredClone(args)),
  /** @param {string} channel @param {unknown[]} args */
  send: (channel, ...args) => toMain.emit(channel, { sender }, ...structuredClone(args)),
  /** @param {string} channel @param {(...args: unknown[]) => void} listener */
  on: (channel, listener) => toPage.on(channel, listener),
};

export const contextBridge = {
  /** @param {string} name @param {unknown} api */
  exposeInMainWorld: (name, api) => Object.assign(globalThis, { [name]: api }),
};
