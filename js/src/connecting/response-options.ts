// The options of a call whose input may be a Response.
import type { GivenOptions } from '../options/checks.js';
import type { StreamInit } from '../options/stream-init.js';
import type { Environment } from '../platform/environment.js';
import { givenResponse, isResponse } from '../request/given-response.js';
import type { StreamInput } from '../types.js';
import { streamOptions, type StreamOptions, type StreamRules } from './stream-options.js';

/** {@link streamOptions} for functions that also accept a Response. */
export function responseOptions(
  input: StreamInput,
  given: GivenOptions<StreamInit>,
  environment: Environment,
  rules?: StreamRules,
): StreamOptions {
  const source = isResponse(input) && givenResponse(input, { ...given.own, ...given.request });
  return {
    ...streamOptions(isResponse(input) ? input.url : input, given, environment, rules),
    ...source,
  };
}
