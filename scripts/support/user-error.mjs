// Failures whose message is all that the reader needs.
import { inspect } from 'node:util';

export class UserError extends Error {
  /** @override */
  name = 'UserError';
}

/**
 * What to print of a failure. A stack is for faults of the scripts; for a missing compiler it hides the message.
 * @param {unknown} error
 */
export const explained = (error) => (error instanceof UserError ? error.message : inspect(error));
