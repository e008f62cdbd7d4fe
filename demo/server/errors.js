// Errors that a visitor may read: a status, a stable code, and a message that says what to do.
// No other error text leaves the server: it could contain paths or secrets.

export class ApiError extends Error {
  /** @param {number} status @param {string} code stable, for programs @param {string} message for people */
  constructor(status, code, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }

  /** The body of an error response, or the data of an error event, in the shape that OpenAI's clients read. */
  toJSON() {
    return { error: { message: this.message, type: 'demo_error', code: this.code } };
  }
}

/** @param {unknown} error @returns {ApiError} */
export function toApiError(error) {
  if (error instanceof ApiError) return error;
  // Express could not read the body.
  const { status = 500 } = /** @type {{ status?: number }} */ (error);
  if (status === 413) {
    return new ApiError(413, 'body_too_large', 'The request body is too large for this server.');
  }
  if (status >= 400 && status < 500) {
    const message = 'The request could not be read. Its body must be valid JSON.';
    return new ApiError(status, 'bad_request', message);
  }
  console.error(error);
  return new ApiError(500, 'internal', 'The demo server failed. Its console shows the error.');
}

/** @param {string} message */
export const badRequest = (message) => new ApiError(400, 'bad_request', message);

export const goneError = () =>
  new ApiError(410, 'answer_gone', 'The server no longer has this answer. Ask again.');

export const busyError = () =>
  new ApiError(503, 'too_busy', 'Too many answers are being written. Try again in a moment.');

/**
 * The error handler of /api.
 * @type {(error: unknown, request: unknown, response: import('express').Response, next: (error: unknown) => void) => void}
 */
export function sendError(error, _request, response, next) {
  // Express destroys the connection, because the headers have been sent.
  if (response.headersSent) return next(error);
  const known = toApiError(error);
  if (known.status === 503) response.set('retry-after', '2');
  response.status(known.status).set('cache-control', 'no-store').json(known);
}
