// The environment variables that tests pass on to the programs that they run.
import { delimiter, dirname } from 'node:path';

const { PATH = '', HOME } = process.env;

/**
 * What any program needs, with this Node first and text without colours. Proxies, options for Node
 * and npm, `NODE_ENV` and `CI` are removed, because they change what the programs do.
 */
export const bareEnvironment: NodeJS.ProcessEnv = {
  PATH: [dirname(process.execPath), PATH].join(delimiter),
  HOME,
  NO_COLOR: '1',
};
