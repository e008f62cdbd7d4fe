// The end of the line for requests that failed or matched nothing under /api: always JSON, never Express' HTML page.

import { ApiError, errorBody, toApiError } from './api-error.js';

/** @param {import('express').Request} request */
export function unknownRoute({ method, originalUrl }) {
  throw new ApiError(404, 'no_such_route', `There is no ${method} ${originalUrl.slice(0, 200)}.`);
}

/**
 * @param {unknown} error
 * @param {import('express').Request} _request
 * @param {import('express').Response} response
 * @param {import('express').NextFunction} next
 */
export function errorResponse(error, _request, response, next) {
  // Once a stream has begun there is no status left to set: Express can only drop the connection.
  if (response.headersSent) {
    next(error);
    return;
  }
  const known = fromBodyParser(error) ?? toApiError(error);
  if (known.code === 'internal') console.error(error);
  if (known.status === 503) response.set('retry-after', '2');
  response.status(known.status).set('cache-control', 'no-store').json(errorBody(known));
}

/** @param {unknown} error */
function fromBodyParser(error) {
  if (error instanceof ApiError) return undefined;
  const type = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') {
    return new ApiError(413, 'body_too_large', 'The request body is too large for this server.');
  }
  if (type === 'entity.parse.failed') {
    return new ApiError(400, 'bad_request', 'The request body is not valid JSON.');
  }
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new ApiError(status, 'bad_request', 'The request could not be read.');
  }
  return undefined;
}
