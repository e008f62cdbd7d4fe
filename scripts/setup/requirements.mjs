// The table of what this repository needs from the machine: what for, how it is recognised, where it comes from.
import { join } from 'node:path';
import { inRoot } from '../support/paths.mjs';
import { findCompiler, findProgram, findSilent } from './detect.mjs';

/**
 * @typedef {import('./detect.mjs').Machine} Machine
 * @typedef {import('./detect.mjs').Found} Found
 * @typedef {import('./detect.mjs').Missing} Missing
 */

/** @typedef {'build' | 'test' | 'fuzz' | 'bench'} Purpose */

/**
 * @typedef {object} Requirement
 * @property {string} name
 * @property {string} why
 * @property {readonly Purpose[]} purposes
 * @property {(machine: Machine) => Promise<Found | Missing>} find
 * @property {string} debian packages, with a space between two
 * @property {string} [unpacked] the folder for the one package that is not installed, as it would start a service
 * @property {string} [homebrew] arguments of `brew install`
 * @property {readonly NodeJS.Platform[]} [platforms] the only ones that have it
 * @property {string} [hint] what a package name alone does not say
 */

// Homebrew's folders are not searched by Apple's compiler.
const homebrewFolders = ['-I/opt/homebrew/include', '-L/opt/homebrew/lib'];

const keptAside = 'Homebrew keeps llvm off PATH: export PATH="$(brew --prefix llvm)/bin:$PATH"';

const nginxFolder = inRoot('build', 'tools', 'nginx');

/** Debian's is not on everybody's PATH. */
export const nginxPrograms = [
  'nginx',
  '/usr/sbin/nginx',
  join(nginxFolder, 'usr', 'sbin', 'nginx'),
];

/** @type {readonly Requirement[]} */
export const requirements = [
  {
    name: 'Emscripten',
    why: 'compiles the C++ core to WebAssembly',
    purposes: ['build', 'test', 'bench'],
    find: (machine) => findProgram(machine, ['emcc'], '3.1.6'),
    debian: 'emscripten',
    homebrew: 'emscripten',
    hint: [
      'on any system, with the Emscripten SDK:',
      '  git clone https://github.com/emscripten-core/emsdk',
      '  ./emsdk/emsdk install latest && ./emsdk/emsdk activate latest',
      '  source ./emsdk/emsdk_env.sh',
    ].join('\n'),
  },
  {
    name: 'CMake',
    why: 'describes the native and the WebAssembly build',
    purposes: ['build', 'test', 'fuzz', 'bench'],
    find: (machine) => findProgram(machine, ['cmake'], '3.25'),
    debian: 'cmake',
    homebrew: 'cmake',
  },
  {
    name: 'Ninja',
    why: 'runs the builds',
    purposes: ['build', 'test', 'fuzz', 'bench'],
    find: (machine) => findProgram(machine, ['ninja']),
    debian: 'ninja-build',
    homebrew: 'ninja',
  },
  {
    name: 'C++20 compiler',
    why: 'builds the native tests, with the address and undefined behaviour sanitizers',
    purposes: ['test'],
    find: (machine) =>
      findCompiler(
        machine,
        ['-fsanitize=address,undefined'],
        '#include <compare>\n#include <span>\nint main() { return (1 <=> 1) == 0 ? 0 : 1; }\n',
      ),
    debian: 'g++',
    homebrew: 'llvm',
    hint: "CXX names a compiler of your choice; it has to have the sanitizers' runtime",
  },
  {
    name: 'Clang with libFuzzer',
    why: 'builds the fuzzer, and the native tests a second time',
    purposes: ['test', 'fuzz'],
    find: (machine) =>
      findCompiler(
        machine,
        ['-fsanitize=fuzzer,address,undefined'],
        '#include <cstdint>\n#include <cstddef>\n' +
          'extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t*, std::size_t) { return 0; }\n',
      ),
    debian: 'clang libclang-rt-dev',
    homebrew: 'llvm',
    hint: keptAside,
  },
  {
    name: 'Google Test',
    why: 'the framework of the native tests',
    purposes: ['test'],
    find: async (machine) => {
      const flags = ['-lgtest_main', '-lgtest', '-pthread'];
      if (machine.platform === 'darwin') flags.push(...homebrewFolders);
      const found = await findCompiler(
        machine,
        flags,
        '#if !__has_include(<gtest/gtest.h>)\n#error no Google Test\n#endif\n',
      );
      if ('fault' in found) return { fault: 'no gtest/gtest.h, or nothing to link with' };
      // The version is the compiler's; Google Test does not tell its own.
      return { ...found, version: '' };
    },
    debian: 'libgtest-dev',
    homebrew: 'googletest',
  },
  {
    name: 'Google Benchmark',
    why: 'measures the C++ core',
    purposes: ['test', 'bench'],
    find: async (machine) => {
      const flags = ['-lbenchmark', '-pthread'];
      if (machine.platform === 'darwin') flags.push(...homebrewFolders);
      const source =
        '#if !__has_include(<benchmark/benchmark.h>)\n#error no Google Benchmark\n#endif\n' +
        'int main() {}\n';
      const found = await findCompiler(machine, flags, source);
      return 'fault' in found
        ? { fault: 'no benchmark/benchmark.h, or nothing to link with' }
        : found;
    },
    debian: 'g++ libbenchmark-dev',
    homebrew: 'google-benchmark',
  },
  {
    name: 'clang-format',
    why: 'checks the layout of the C++',
    purposes: ['test'],
    find: (machine) => findProgram(machine, ['clang-format'], '14'),
    debian: 'clang-format',
    homebrew: 'llvm',
    hint: keptAside,
  },
  {
    name: 'clang-tidy',
    why: 'looks for faults in the C++ core',
    purposes: ['test'],
    find: (machine) => findProgram(machine, ['clang-tidy'], '14'),
    debian: 'clang-tidy',
    homebrew: 'llvm',
    hint: keptAside,
  },
  {
    name: 'Chromium',
    why: 'runs the tests that need a browser',
    purposes: ['test', 'bench'],
    find: (machine) => findProgram(machine, chromiumPrograms(machine)),
    debian: 'chromium',
    homebrew: '--cask chromium',
    hint: 'CHROMIUM_PATH names a Chromium or Chrome that is not on PATH',
  },
  {
    name: 'Firefox',
    why: "runs the library's tests in Gecko",
    purposes: ['test'],
    find: (machine) => findProgram(machine, firefoxPrograms(machine)),
    debian: 'firefox-esr',
    homebrew: '--cask firefox',
    hint: 'FIREFOX_PATH names a Firefox that is not on PATH',
  },
  {
    name: 'WebKitGTK driver',
    why: "runs the library's tests in WebKit",
    purposes: ['test'],
    platforms: ['linux'],
    find: (machine) => findSilent(machine, 'WebKitWebDriver', '--help'),
    debian: 'webkit2gtk-driver',
  },
  {
    name: 'Xvfb',
    why: 'is the screen that WebKitGTK draws on',
    purposes: ['test'],
    platforms: ['linux'],
    find: (machine) => findSilent(machine, 'Xvfb', '-help'),
    debian: 'xvfb',
  },
  {
    name: 'nginx',
    why: 'is the proxy that the guides configure',
    purposes: ['test'],
    find: (machine) => findProgram(machine, nginxPrograms, undefined, '-v'),
    debian: 'nginx',
    unpacked: nginxFolder,
    homebrew: 'nginx',
  },
  {
    name: 'OpenSSL',
    why: 'makes a certificate for HTTP/2 of the guides',
    purposes: ['test'],
    find: (machine) => findProgram(machine, ['openssl'], undefined, 'version'),
    debian: 'openssl',
    homebrew: 'openssl',
  },
];

/** @param {Machine} machine */
function chromiumPrograms({ env, platform }) {
  // Chosen by hand: falling back to another browser would test something else than what was asked for.
  if (env.CHROMIUM_PATH) return [env.CHROMIUM_PATH];
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const applications =
    platform === 'darwin'
      ? [
          '/Applications/Chromium.app/Contents/MacOS/Chromium',
          '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        ]
      : [];
  return [...names, ...applications];
}

/** @param {Machine} machine */
function firefoxPrograms({ env, platform }) {
  if (env.FIREFOX_PATH) return [env.FIREFOX_PATH];
  const applications =
    platform === 'darwin' ? ['/Applications/Firefox.app/Contents/MacOS/firefox'] : [];
  return ['firefox-esr', 'firefox', ...applications];
}

/**
 * @param {Purpose} purpose
 * @param {NodeJS.Platform} [platform]
 * @returns {readonly Requirement[]}
 */
export function requirementsFor(purpose, platform = process.platform) {
  return requirements.filter(
    ({ purposes, platforms }) =>
      purposes.includes(purpose) && (platforms?.includes(platform) ?? true),
  );
}
