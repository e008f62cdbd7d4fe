// The outermost frame of a command: turns a failure into a message and an exit code.
import { UserError } from './user-error.mjs';

/**
 * @param {() => Promise<number | void>} main its number is the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    // A stack is for faults of the scripts; for a missing compiler it hides the message.
    console.error(error instanceof UserError ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
