// Chromium and Firefox, driven by playwright-core.
import { chromium, firefox } from 'playwright-core';

/** @typedef {import('./open-browser.mjs').Browser} Browser */

/** @param {string} executablePath */
export async function openChromium(executablePath) {
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
  return shown(await chromium.launch({ executablePath, args }));
}

/** @param {string} executablePath */
export async function openFirefox(executablePath) {
  return shown(await launchFirefox(executablePath));
}

/**
 * @param {string} executablePath
 * @param {Record<string, boolean | number | string>} [settings] beside those that every test needs
 */
export async function launchFirefox(executablePath, settings) {
  // Firefox repeats a GET that is cut before its response up to ten times, also on new connections,
  // and servers of tests would count those requests.
  const firefoxUserPrefs = { 'network.http.request.max-attempts': 1, ...settings };
  return firefox.launch({ channel: 'moz-firefox', executablePath, firefoxUserPrefs });
}

/**
 * @param {import('playwright-core').Browser} browser
 * @returns {Promise<Browser>}
 */
async function shown(browser) {
  const page = await (await browser.newContext()).newPage();
  return {
    version: browser.version(),
    open: async (url) => {
      // A new tab for each would take twice the time.
      await page.goto(url);
    },
    close: () => browser.close(),
  };
}
