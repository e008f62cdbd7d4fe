// Detects an error in the JSON of any chat API.
import { object, word, type Json } from '../formats/shared/json.js';

/** An error as an API reports it. */
export interface ApiFailure {
  readonly type: string | undefined;
  readonly code: string | number | undefined;
  readonly message: string;
  readonly raw: unknown;
}

const NO_MESSAGE = 'the server gave no reason';

/** Properties that contain the message of an error, the most specific first. */
const MESSAGES = ['message', 'msg', 'error_msg', 'status_msg', 'errorText', 'detail', 'reason'];
const CODES = ['code', 'error_code', 'status_code', 'statusCode'];

/**
 * Returns the error in a chunk, if it has a form that is the same in every format.
 *
 * @param event - The type of the message.
 */
export function failureIn(chunk: Json, event: string): ApiFailure | undefined {
  const { error, base_resp, error_code, type } = chunk;
  if (isFilled(error)) {
    return failureOf(error, chunk);
  }
  if (event === 'error' || type === 'error' || chunk.object === 'error') {
    return failureOf(chunk);
  }
  // MiniMax and Baidu report success by a code of 0.
  if (isFilled(object(base_resp).status_code)) {
    return failureOf(base_resp);
  }
  return isFilled(error_code) ? failureOf(chunk) : undefined;
}

/**
 * Returns the error in a chunk that the format does not know.
 *
 * @param isError - The chunk is known to report an error, because of its HTTP status.
 */
export function failureInUnknown(chunk: Json, isError = false): ApiFailure | undefined {
  const { detail, errors, message, msg } = chunk;
  const hasCode = CODES.some((name) => isFilled(chunk[name])) || chunk.success === false;
  return isFilled(detail) || isFilled(errors) || (isFilled(message ?? msg) && (hasCode || isError))
    ? failureOf(isFilled(errors) ? errors : chunk, chunk)
    : undefined;
}

/**
 * Converts an error of any form: a string, an object, a list of errors, an error in an error.
 *
 * @param outer - The chunk that the error is a member of.
 */
export function failureOf(error: unknown, outer: unknown = {}): ApiFailure {
  const text = word(error);
  if (text !== undefined) {
    return { ...failureOf({}, outer), message: text, raw: error };
  }
  const inner: unknown = Array.isArray(error) ? error[0] : object(error).error;
  if (isFilled(inner)) {
    return failureOf(inner, { ...object(outer), ...object(error) });
  }
  const [members, around] = [object(error), object(outer)];
  return {
    type:
      word(members.type === 'error' ? undefined : members.type) ??
      word(members.error_type) ??
      word(members.status) ??
      word(around.error_type),
    code: codeOf(members) ?? codeOf(around),
    message: messageOf(members) ?? messageOf(around) ?? NO_MESSAGE,
    raw: error,
  };
}

function messageOf(members: Json): string | undefined {
  for (const name of MESSAGES) {
    const value = members[name];
    if (isFilled(value)) {
      // FastAPI sends a list of problems.
      return typeof value === 'string' ? value : JSON.stringify(value);
    }
  }
  return undefined;
}

function codeOf(members: Json): string | number | undefined {
  return CODES.map((name) => members[name]).find(
    (code): code is string | number => isFilled(code) && /string|number/.test(typeof code),
  );
}

/** Returns whether a value is not `null`, `false`, `0`, empty, or an object without properties. */
function isFilled(value: unknown): boolean {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return Boolean(value) && !isEmpty;
}
