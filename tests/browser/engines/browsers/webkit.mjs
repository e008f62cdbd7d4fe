// WebKitGTK, driven by its own WebDriver over HTTP, on a virtual screen.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { freePort } from '../../../support/local-server.mjs';

/** @typedef {import('./open-browser.mjs').Browser} Browser */

const ATTEMPTS = 200;

/**
 * @typedef {object} WebKit
 * @property {string} version
 * @property {(method: string, path: string, body?: object) => Promise<any>} command sends a command of WebDriver, by its path in the session
 * @property {() => Promise<void>} close
 */

/**
 * @param {string} driver the program
 * @param {string} screen the program of the X server
 * @returns {Promise<Browser>}
 */
export async function openWebKit(driver, screen) {
  const { version, command, close } = await launchWebKit(driver, screen);
  return {
    version,
    open: async (url) => {
      await command('POST', '/url', { url });
    },
    close,
  };
}

/**
 * @param {string} driver the program
 * @param {string} screen the program of the X server
 * @param {Record<string, string>} [settings] for the environment of the browser
 * @returns {Promise<WebKit>}
 */
export async function launchWebKit(driver, screen, settings) {
  /** @type {import('node:child_process').ChildProcess[]} */
  const processes = [];
  const stop = () => processes.reverse().forEach((each) => each.kill());
  process.on('exit', stop);
  try {
    const display = await startScreen(screen, processes);
    const port = await freePort();
    // The sandbox needs privileges that a container does not have. Only pages of the tests are
    // loaded.
    const env = {
      ...process.env,
      ...settings,
      DISPLAY: display,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    };
    processes.push(spawn(driver, [`--port=${port}`], { stdio: 'ignore', env }));
    const command = commandSender(`http://127.0.0.1:${port}`);
    await ready(command);
    const { sessionId, capabilities } = await command('POST', '/session', { capabilities: {} });
    const session = `/session/${sessionId}`;
    return {
      version: capabilities.browserVersion,
      command: (method, path, body) => command(method, session + path, body),
      close: async () => {
        // A session that is not deleted leaves its browser running.
        await command('DELETE', session).finally(stop);
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * @param {string} program
 * @param {import('node:child_process').ChildProcess[]} processes
 * @returns {Promise<string>} a display that was free
 */
async function startScreen(program, processes) {
  const options = ['-screen', '0', '1280x800x24', '-nolisten', 'tcp'];
  const child = spawn(program, ['-displayfd', '3', ...options], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  processes.push(child);
  const complaint = text(/** @type {import('node:stream').Readable} */ (child.stderr));
  return new Promise((resolve, reject) => {
    child.stdio[3]?.once('data', (number) => resolve(`:${String(number).trim()}`));
    child.once('error', reject);
    child.once('close', async () => reject(new Error(`${program} ended: ${await complaint}`)));
  });
}

/**
 * @param {string} driver
 * @returns {(method: string, path: string, body?: object) => Promise<any>}
 */
function commandSender(driver) {
  return async (method, path, body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${driver}${path}`, init);
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
}

/** @param {ReturnType<typeof commandSender>} command */
async function ready(command) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await command('GET', '/status');
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
