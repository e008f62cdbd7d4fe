// Loads the runtime for parsers without a connection.
import { RuntimeUnavailableError } from '../errors.js';
import { load, loadedRuntime, type Runtime } from '../runtime/load.js';

const CONTEXT = { attempt: 1, messagesDelivered: 0, retryable: false };

/** Rejects with a `RuntimeUnavailableError`. */
export async function loadParserRuntime(): Promise<Runtime> {
  try {
    return await load();
  } catch (cause) {
    throw new RuntimeUnavailableError({ ...CONTEXT, cause });
  }
}

/** Returns the latest runtime. Throws a `RuntimeUnavailableError` if none was loaded. */
export function loadedParserRuntime(): Runtime {
  const runtime = loadedRuntime();
  if (runtime === undefined) {
    throw new RuntimeUnavailableError(
      CONTEXT,
      'Expected ready() to resolve before createParser, got no parser',
    );
  }
  return runtime;
}
