// The runtime for shapes that parse without a connection, or the error that says why there is none.
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

/** The newest runtime. Throws a `RuntimeUnavailableError` as long as none has been loaded. */
export function loadedParserRuntime(): Runtime {
  const runtime = loadedRuntime();
  if (runtime === undefined) {
    throw new RuntimeUnavailableError(
      CONTEXT,
      'Expected ready() to have resolved before createParser is called, got no parser yet',
    );
  }
  return runtime;
}
