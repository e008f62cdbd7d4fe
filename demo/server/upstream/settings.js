// Where a model server is, what opens it and which model it is asked for: settings that are named after whose API it is.

/**
 * @typedef {object} Names
 * @property {string} baseUrl
 * @property {string} key
 * @property {string} model
 */

/**
 * @typedef {object} Settings
 * @property {URL} base
 * @property {string | undefined} key stays in the server
 * @property {string} model
 * @property {Names} names of the variables, for those who have to look at them
 */

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} owner in capital letters
 * @param {{ model: string, example: string }} defaults
 * @returns {Settings | undefined} undefined when no model server is named
 */
export function readSettings(env, owner, { model, example }) {
  const names = { baseUrl: `${owner}_BASE_URL`, key: `${owner}_API_KEY`, model: `${owner}_MODEL` };
  const baseUrl = env[names.baseUrl];
  if (!baseUrl) return undefined;
  const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (base?.protocol !== 'http:' && base?.protocol !== 'https:') {
    throw new Error(`${names.baseUrl} must be an http or https address such as ${example}.`);
  }
  return { base, key: env[names.key], model: env[names.model] ?? model, names };
}

/** @param {URL} base @param {string} path begins with a slash, or is empty */
export function below(base, path) {
  const url = new URL(base);
  const [pathname = '', query] = path.split('?');
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${pathname}`;
  if (query !== undefined) url.search = query;
  return url;
}
