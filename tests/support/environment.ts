// What tests leave of the environment to the programs that they run.
import { delimiter, dirname } from 'node:path';

const { PATH = '', HOME } = process.env;

/**
 * What any program needs, with this Node first and text without colours. A proxy of the machine would be asked for the
 * test's server, options for Node and npm be obeyed; by Vitest's `NODE_ENV` tools build for tests, and in CI they speak otherwise.
 */
export const bareEnvironment: NodeJS.ProcessEnv = {
  PATH: [dirname(process.execPath), PATH].join(delimiter),
  HOME,
  NO_COLOR: '1',
};
