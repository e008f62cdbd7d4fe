// What npm does when the package is published: it builds once before it packs, and publishes
// nothing without provenance.
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capture, run } from '../../../scripts/support/command.mjs';
import { answers, startServer } from '../../js/support/server.js';
import { bareEnvironment } from '../../support/environment.js';
import { emptyFolder, installed, manifest } from './support/installed.js';

test('npm pack: builds the package once', async () => {
  const pack = ['npm', 'pack', '--dry-run', '--foreground-scripts'] as const;
  // With a silent `npm test` this output would be missing, too.
  const output = await run([...pack, '--loglevel=notice']);

  expect(output.match(/^> .* prepack$/gm)).toHaveLength(1);
  expect(output.match(/^Tools: .*Emscripten/gm)).toHaveLength(1);
});

test('npm publish: publishes nothing from a local machine', async () => {
  // A release without a git remote sets `provenance` to false.
  expect(manifest.publishConfig).toMatchObject({ access: 'public' });
  expect(manifest.publishConfig).toHaveProperty('provenance');
  const folder = await emptyFolder();
  await cp(installed, folder, { recursive: true });
  const proven = { ...manifest, publishConfig: { provenance: true, access: 'public' } };
  await writeFile(join(folder, 'package.json'), JSON.stringify(proven));
  const registry = await startServer(answers(404, { 'content-type': 'application/json' }, '{}'));
  const { origin, host } = new URL(registry.url);

  // Without the variables of CI, by which npm proves its environment.
  const { code, output } = await capture(
    [
      ...(['npm', 'publish', '--ignore-scripts', '--noproxy=127.0.0.1'] as const),
      ...[`--registry=${origin}/`, `--//${host}/:_authToken=none`],
    ],
    { cwd: folder, env: bareEnvironment },
  );

  expect(code).not.toBe(0);
  expect(output).toContain('provenance generation not supported');
  expect(registry.requests.length).toBeGreaterThan(0);
  expect(registry.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});
