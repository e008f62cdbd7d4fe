// The examples name the packages with which they are tested.
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { inRoot } from '../../../scripts/support/paths.mjs';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifest = async (...path: string[]): Promise<Manifest> =>
  JSON.parse(await readFile(inRoot(...path, 'package.json'), 'utf8')) as Manifest;

test('examples: name the tested versions', async () => {
  const { dependencies } = await manifest('examples');
  const { devDependencies } = await manifest('tests', 'package', 'examples');

  expect({ ...dependencies, typescript: devDependencies?.typescript }).toEqual({
    ...devDependencies,
    'post-event-source': 'file:..',
  });
});
