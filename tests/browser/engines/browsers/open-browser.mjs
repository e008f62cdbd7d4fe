// Opens a browser by the name of its engine, with any driver.
import { isAbsolute } from 'node:path';
import { onPath } from '../../../../scripts/setup/detect.mjs';
import { UserError } from '../../../../scripts/support/user-error.mjs';
import { openChromium, openFirefox } from './playwright.mjs';
import { openWebKit } from './webkit.mjs';

/**
 * @typedef {object} Browser
 * @property {string} version
 * @property {(url: string) => Promise<void>} open navigates to a page, which replaces the one before
 * @property {() => Promise<void>} close
 */

/** @type {Readonly<Record<string, () => Promise<Browser>>>} */
export const engines = {
  chromium: async () =>
    openChromium(await program('HEADLESS_CHROMIUM_PATH', process.env.CHROMIUM_PATH ?? 'chromium')),
  firefox: async () => openFirefox(await program('FIREFOX_PATH', 'firefox-esr')),
  webkit: async () =>
    openWebKit(
      await program('WEBKIT_DRIVER_PATH', 'WebKitWebDriver'),
      await program('XVFB_PATH', 'Xvfb'),
    ),
};

/**
 * @param {string} variable of the environment, which `npm test` sets
 * @param {string} name for a search in PATH
 */
export async function program(variable, name) {
  const wanted = process.env[variable] ?? name;
  // A driver starts browsers by path and does not search PATH.
  const path = isAbsolute(wanted) ? wanted : await onPath(wanted, process.env);
  if (path === undefined)
    throw new UserError(`Expected ${wanted} on PATH, got none. Set ${variable} to its path.`);
  return path;
}
