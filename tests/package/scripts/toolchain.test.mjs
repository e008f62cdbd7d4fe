// The tools that the scripts find on a machine, and their messages about missing ones.
import { expect, test } from 'vitest';
import { aptLines, describeRemedies } from '../../../scripts/setup/apt.mjs';
import { isOlder, versionIn } from '../../../scripts/setup/detect.mjs';
import { requirements, requirementsFor } from '../../../scripts/setup/requirements.mjs';
import { survey } from '../../../scripts/setup/toolchain.mjs';
import { inRoot } from '../../../scripts/support/paths.mjs';
import { debian, machineWith } from './machine.mjs';

/** @param {import('../../../scripts/setup/detect.mjs').Machine} machine */
const faults = async (machine) => {
  const { lacks } = await survey(requirements, machine);
  return Object.fromEntries(lacks.map(({ requirement, fault }) => [requirement.name, fault]));
};

test('toolchain: a complete machine lacks nothing and reports its versions', async () => {
  const { found, lacks } = await survey(requirements, machineWith(debian));

  expect(lacks).toEqual([]);
  expect(found.get('Emscripten')).toEqual({ program: 'emcc', version: '3.1.6' });
  expect(found.get('clang-tidy')?.version).toBe('14.0.6');
});

test('toolchain: an empty machine lacks everything', async () => {
  expect(Object.keys(await faults(machineWith({})))).toEqual(requirements.map(({ name }) => name));
});

test('toolchain: a build needs no native compiler, no linter and no browser', () => {
  expect(requirementsFor('build').map(({ name }) => name)).toEqual([
    'Emscripten',
    'CMake',
    'Ninja',
  ]);
});

test('toolchain: the fuzzer needs a native compiler and no Emscripten', () => {
  expect(requirementsFor('fuzz').map(({ name }) => name)).toEqual([
    'CMake',
    'Ninja',
    'Clang with libFuzzer',
    'nlohmann/json',
  ]);
});

test('toolchain: the benchmarks need what builds and runs them, and no linter', () => {
  expect(requirementsFor('bench').map(({ name }) => name)).toEqual([
    'Emscripten',
    'CMake',
    'Ninja',
    'Google Benchmark',
    'Chromium',
  ]);
});

test('toolchain: a tool that is too old is missing, and both versions are named', async () => {
  const machine = machineWith({ ...debian, cmake: 'cmake version 3.18.4' });

  expect(await faults(machine)).toEqual({ CMake: 'cmake is 3.18.4, 3.25 or newer is needed' });
});

test('toolchain: a program that exists but does not run is missing', async () => {
  const ubuntu = { code: 1, output: 'requires the chromium snap to be installed 1.0' };
  const machine = machineWith({ ...debian, chromium: ubuntu });

  expect(await faults(machine)).toEqual({ Chromium: 'chromium --version does not work' });
});

test('toolchain: Chrome replaces Chromium', async () => {
  const { chromium, ...rest } = debian;
  const { found } = await survey(requirements, machineWith({ ...rest, 'google-chrome': chromium }));

  expect(found.get('Chromium')?.program).toBe('google-chrome');
});

test('toolchain: Firefox replaces Firefox ESR', async () => {
  const { 'firefox-esr': firefox, ...rest } = debian;
  const { found } = await survey(requirements, machineWith({ ...rest, firefox }));

  expect(found.get('Firefox')?.program).toBe('firefox');
});

test('toolchain: a Mac does not need what is not available for it', () => {
  const names = requirementsFor('test', 'darwin').map(({ name }) => name);

  expect(names).toContain('Firefox');
  expect(names).not.toContain('WebKitGTK driver');
  expect(names).not.toContain('Xvfb');
});

test('toolchain: CHROMIUM_PATH is used without a search, for the tests of headless pages too', async () => {
  const machine = machineWith(debian, { env: { CHROMIUM_PATH: '/opt/none' } });

  expect(await faults(machine)).toEqual({
    Chromium: 'not found',
    'Headless Chromium': 'not found',
  });
});

test('toolchain: a compiler that cannot build a program counts as missing', async () => {
  const missing = await faults(machineWith(debian, { compiles: false }));

  expect(missing['C++20 compiler']).toBe('c++ 12.2.0 cannot build a test program');
  expect(missing['Google Test']).toBe('no gtest/gtest.h, or nothing to link with');
});

test('apt-get: installs exactly what is missing, without recommendations', async () => {
  const { lacks } = await survey(requirements, machineWith({ emcc: debian.emcc }));

  expect(aptLines(lacks)[1]).toBe(
    'apt-get install -y --no-install-recommends cmake ninja-build g++ clang libclang-rt-dev libgtest-dev nlohmann-json3-dev libbenchmark-dev clang-format clang-tidy chromium chromium-headless-shell firefox-esr webkit2gtk-driver xvfb openssl redis-server',
  );
});

const { nginx, ...others } = debian;

test("nginx: is found in Debian's folder and where it is unpacked", async () => {
  const places = ['/usr/sbin/nginx', inRoot('build/tools/nginx/usr/sbin/nginx')];
  const surveys = places.map((place) =>
    survey(requirements, machineWith({ ...others, [place]: nginx })),
  );

  const found = (await Promise.all(surveys)).map(({ found }) => found.get('nginx')?.program);

  expect(found).toEqual(places);
});

test('nginx: is never installed, because that would start a service', async () => {
  const { lacks } = await survey(requirements, machineWith(others));
  const folder = inRoot('build/tools/nginx');

  expect(aptLines(lacks)).toEqual([
    'apt-get update',
    `rm -rf ${folder} && mkdir -p ${folder} && cd ${folder} && apt-get download nginx && dpkg-deb -x nginx_*.deb .`,
  ]);
});

test('advice: Homebrew on a Mac, each formula once', async () => {
  const { lacks } = await survey(requirements, machineWith({}));

  expect(describeRemedies(lacks)).toContain(
    '\n  brew install emscripten cmake ninja llvm googletest nlohmann-json google-benchmark nginx openssl redis && brew install --cask chromium && brew install --cask firefox\n',
  );
});

test('advice: names each missing tool, why, and both package managers', async () => {
  const { lacks } = await survey(requirementsFor('build'), machineWith({}));
  const advice = describeRemedies(lacks);

  expect(advice).toContain('Emscripten (compiles the C++ core to WebAssembly): not found');
  expect(advice).toContain(
    'apt-get install -y --no-install-recommends emscripten cmake ninja-build',
  );
  expect(advice).toContain('brew install emscripten cmake ninja\n');
});

test('versions: are found in the text and compared by number', () => {
  expect(versionIn('emcc (Emscripten) 3.1.64-git (abc)')).toBe('3.1.64');
  expect(versionIn('no number here')).toBeUndefined();
  expect(isOlder('3.1.6', '3.1.59')).toBe(true);
  expect(isOlder('14.0.6', '14')).toBe(false);
  expect(isOlder('4.0.0', '3.1.6')).toBe(false);
});
