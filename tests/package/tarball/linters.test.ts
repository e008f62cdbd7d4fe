// The linters of packages find no problem in the tarball.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyOfTarball, node, packages } from './support/installed.js';

test('publint: finds no problem and has no suggestion', async () => {
  const program = join(packages, 'publint', 'src', 'cli.js');

  const output = await node(
    program,
    'run',
    await copyOfTarball(),
    '--strict',
    '--level',
    'suggestion',
  );

  expect(output).toMatch(/All good!$/);
});

interface Analysis {
  readonly problems: object;
  readonly analysis: {
    readonly problems: readonly object[];
    readonly entrypoints: Readonly<
      Record<
        string,
        { readonly resolutions: Readonly<Record<string, { readonly resolution?: object }>> }
      >
    >;
  };
}

test('Are The Types Wrong: finds no problem, in every module resolution', async () => {
  const program = join(packages, '@arethetypeswrong', 'cli', 'dist', 'index.js');

  const { problems, analysis } = JSON.parse(
    await node(program, await copyOfTarball(), '--format', 'json', '--no-definitely-typed'),
  ) as Analysis;

  expect({ problems, found: analysis.problems }).toEqual({ problems: {}, found: [] });
  for (const entry of ['.', './chat', './fallback']) {
    const { resolutions = {} } = analysis.entrypoints[entry] ?? {};
    const resolved = Object.entries(resolutions).filter(([, { resolution }]) => resolution);
    const kinds = resolved.map(([kind]) => kind).sort();
    expect(kinds).toEqual(['bundler', 'node10', 'node16-cjs', 'node16-esm']);
  }
});
