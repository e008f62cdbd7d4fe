// Errors whose message is sufficient for the user.
import { inspect } from 'node:util';

export class UserError extends Error {
  /** @override */
  name = 'UserError';
}

/**
 * The text to print for a failure. The stack of a script's bug is printed; for a missing compiler
 * it would hide the message.
 * @param {unknown} error
 */
export const explained = (error) => (error instanceof UserError ? error.message : inspect(error));
