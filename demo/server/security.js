// What applies to every request: its host and origin are checked, and the response has a security policy.

import { isIP } from 'node:net';
import { ApiError } from './errors.js';

const policy = [
  "default-src 'none'",
  // The parser is WebAssembly; this permits compiling it and still forbids eval.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** @type {(request: unknown, response: import('express').Response, next: () => void) => void} */
export const securityHeaders = (_request, response, next) => {
  response.set({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  next();
};

/**
 * Another site can point its own host name at this machine (DNS rebinding), and its pages then have the same origin as
 * this server. It cannot do that with an IP address or with `localhost`.
 * @param {readonly string[]} allowed further names
 * @returns {import('express').RequestHandler}
 */
export const checkHost =
  (allowed) =>
  ({ headers: { host = '', origin } }, _response, next) => {
    const name = hostname(`http://${host}`);
    if (isIP(name) === 0 && name !== 'localhost' && !allowed.includes(name)) {
      const received = JSON.stringify(host.slice(0, 100));
      const message = `Expected localhost, an IP address or a name from ALLOWED_HOSTS in the host header, got ${received}.`;
      throw new ApiError(403, 'host_not_allowed', message);
    }
    if (origin !== undefined && hostname(origin) !== name) {
      throw new ApiError(403, 'origin_not_allowed', 'Other sites may not use this server.');
    }
    next();
  };

/** @param {string} url */
const hostname = (url) =>
  URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase() : '';
