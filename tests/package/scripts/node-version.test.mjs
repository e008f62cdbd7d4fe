// The check of Node's version, which runs before everything else.
import { expect, test } from 'vitest';
import { nodeVersionFault } from '../../../scripts/setup/node-version.mjs';

test.each(['20.19.0', '20.20.2', '22.0.0', '100.1.0'])('Node version: accepts %s', (version) => {
  expect(nodeVersionFault(version)).toBeUndefined();
});

test.each(['20.18.3', '18.20.4', '9.11.2'])(
  'Node version: rejects %s and says what to do',
  (version) => {
    const fault = nodeVersionFault(version);

    expect(fault).toContain(`20.19 or newer is needed; this is ${version}`);
    expect(fault).toContain('nvm install');
  },
);
