// Headers for every response: the page shows text that a model wrote, so nothing but its own files may run in it.

const policy = [
  "default-src 'none'",
  // The parser is WebAssembly; this allows compiling it and still forbids eval.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * @param {import('express').Request} _request
 * @param {import('express').Response} response
 * @param {import('express').NextFunction} next
 */
export function securityHeaders(_request, response, next) {
  response.set({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  next();
}
