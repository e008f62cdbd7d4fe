// The options of a call whose input may be a Response.
import type { SplitOptions } from '../options/checks.js';
import type { StreamInit } from '../options/stream-init.js';
import type { Environment } from '../platform/environment.js';
import { responseInput, isResponse } from '../request/response-input.js';
import type { StreamInput } from '../types.js';
import { streamOptions, type StreamOptions, type StreamRules } from './stream-options.js';

/** {@link streamOptions} for functions that also accept a Response. */
export function responseOptions(
  input: StreamInput,
  split: SplitOptions<StreamInit>,
  environment: Environment,
  rules?: StreamRules,
): StreamOptions {
  const source = isResponse(input) && responseInput(input, { ...split.own, ...split.request });
  return {
    ...streamOptions(isResponse(input) ? input.url : input, split, environment, rules),
    ...source,
  };
}
