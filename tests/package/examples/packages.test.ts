// The examples name the packages that they are tested with.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifest = async (...path: string[]): Promise<Manifest> =>
  JSON.parse(await readFile(inRoot(...path, 'package.json'), 'utf8')) as Manifest;

test('the examples name the versions that are tested', async () => {
  const { dependencies } = await manifest('examples');
  const { devDependencies } = await manifest('tests', 'package', 'examples');

  expect({ ...dependencies, typescript: devDependencies?.typescript }).toEqual({
    ...devDependencies,
    'post-event-source': 'file:..',
  });
});
