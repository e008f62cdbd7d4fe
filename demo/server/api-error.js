// The one kind of error a visitor may read: a status, a stable code, and a sentence that says what to do.
// Every module throws it; error-responses.js and generate.js turn it into JSON, so no stack or key leaks by accident.

export class ApiError extends Error {
  /**
   * @param {number} status HTTP status, when it is known before the stream has begun
   * @param {string} code stable, for programs
   * @param {string} message for people
   */
  constructor(status, code, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
  }
}

/**
 * The body of an error response and of an error inside a stream: the shape OpenAI's clients know.
 * @param {ApiError} error
 */
export function errorBody(error) {
  return { error: { message: error.message, type: 'demo_error', code: error.code } };
}

/**
 * Anything not thrown on purpose becomes a sentence without details: an unexpected error's text may hold paths or secrets.
 * @param {unknown} error
 */
export function toApiError(error) {
  if (error instanceof ApiError) return error;
  return new ApiError(500, 'internal', 'The demo server made a mistake. Its console says more.');
}
