// The tools that this repository needs: their purpose, how they are found, and which packages have
// them.
import { join } from 'node:path';
import { inRoot } from '../support/paths.mjs';
import { findCompiler, findProgram } from './detect.mjs';

/**
 * @typedef {import('./detect.mjs').Machine} Machine
 * @typedef {'build' | 'test' | 'fuzz' | 'bench'} Purpose
 *
 * @typedef {object} Requirement
 * @property {string} name
 * @property {string} why
 * @property {readonly string[]} purposes
 * @property {readonly string[]} debian packages
 * @property {string} homebrew arguments of `brew install`; empty if macOS has no such tool
 * @property {(machine: Machine) => Promise<import('./detect.mjs').Found | import('./detect.mjs').Missing>} find
 */

/** name | why | purposes | Debian packages | arguments of `brew install` */
const TABLE = `
  Emscripten           | compiles the C++ core to WebAssembly                | build test bench      | emscripten           | emscripten
  CMake                | describes the native and the WebAssembly build      | build test fuzz bench | cmake                | cmake
  Ninja                | runs the builds                                     | build test fuzz bench | ninja-build          | ninja
  C++20 compiler       | builds the native tests, optimised                  | test                  | g++                  | llvm
  Clang with libFuzzer | builds the fuzzer, and the tests with sanitizers    | test fuzz             | clang libclang-rt-dev | llvm
  Google Test          | the framework of the native tests                   | test                  | libgtest-dev         | googletest
  nlohmann/json        | reads JSON in the native tests and the fuzzer       | test fuzz             | nlohmann-json3-dev   | nlohmann-json
  Google Benchmark     | measures the C++ core                               | test bench            | g++ libbenchmark-dev | google-benchmark
  clang-format         | checks the layout of the C++                        | test                  | clang-format         | llvm
  clang-tidy           | looks for faults in the C++ core                    | test                  | clang-tidy           | llvm
  Chromium             | runs benchmarks, and tests of tabs and extensions   | test bench            | chromium             | --cask chromium
  Headless Chromium    | runs the other tests of pages, in half of the time  | test                  | chromium-headless-shell | --cask chromium
  Firefox              | runs the library's tests in Gecko                   | test                  | firefox-esr          | --cask firefox
  WebKitGTK driver     | runs the library's tests in WebKit                  | test                  | webkit2gtk-driver    |
  Xvfb                 | is the screen that WebKitGTK draws on               | test                  | xvfb                 |
  nginx                | is the proxy that the guides configure              | test                  | nginx                | nginx
  OpenSSL              | makes a certificate for HTTP/2 of the guides        | test                  | openssl              | openssl
  Redis                | stores answers of several servers of the demo       | test                  | redis-server         | redis
`;

/** Where nginx is unpacked. Installing it would start a server. */
export const nginxFolder = inRoot('build', 'tools', 'nginx');

/** Debian's folder is not on every user's PATH. */
export const nginxPrograms = ['nginx', '/usr/sbin/nginx', join(nginxFolder, 'usr/sbin/nginx')];

const chromiums = ['chromium', 'chromium-browser', 'google-chrome'];

/** @type {Readonly<Record<string, Requirement['find']>>} */
const FIND = {
  Emscripten: program(['emcc'], '3.1.6'),
  CMake: program(['cmake'], '3.25'),
  Ninja: program(['ninja']),
  'C++20 compiler': (machine) =>
    findCompiler(
      machine,
      [],
      '#include <compare>\n#include <span>\nint main() { return (1 <=> 1) == 0 ? 0 : 1; }\n',
    ),
  'Clang with libFuzzer': (machine) =>
    findCompiler(
      machine,
      ['-fsanitize=fuzzer,address,undefined'],
      '#include <cstdint>\n#include <cstddef>\n' +
        'extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t*, std::size_t) { return 0; }\n',
    ),
  'Google Test': library('gtest/gtest.h', ['-lgtest_main', '-lgtest']),
  'nlohmann/json': library('nlohmann/json.hpp', ['-c']),
  'Google Benchmark': library('benchmark/benchmark.h', ['-lbenchmark_main', '-lbenchmark']),
  'clang-format': program(['clang-format'], '14'),
  'clang-tidy': program(['clang-tidy'], '14'),
  Chromium: browser(['CHROMIUM_PATH'], chromiums),
  'Headless Chromium': browser(
    ['HEADLESS_CHROMIUM_PATH', 'CHROMIUM_PATH'],
    ['chromium-headless-shell', ...chromiums],
  ),
  Firefox: browser(['FIREFOX_PATH'], ['firefox-esr', 'firefox']),
  'WebKitGTK driver': program(['WebKitWebDriver'], undefined, '--help'),
  Xvfb: program(['Xvfb'], undefined, '-help'),
  nginx: program(nginxPrograms, undefined, '-v'),
  OpenSSL: program(['openssl'], undefined, 'version'),
  // With streams, and SET with KEEPTTL.
  Redis: program(['redis-server'], '6.2'),
};

/** @type {(programs: readonly string[], minimum?: string, question?: string) => Requirement['find']} */
function program(programs, minimum, question) {
  return (machine) => findProgram(machine, programs, minimum, question);
}

/** @type {(variables: readonly string[], names: readonly string[]) => Requirement['find']} */
function browser(variables, names) {
  return (machine) => {
    const named = variables.map((variable) => machine.env[variable]).find(Boolean);
    // Chosen by the user: another browser would give a result for something else.
    return findProgram(machine, named ? [named] : names);
  };
}

/** @type {(header: string, flags: readonly string[]) => Requirement['find']} */
function library(header, flags) {
  return async (machine) => {
    // Apple's compiler does not search Homebrew's folders. Elsewhere they do not exist.
    const folders = ['-I/opt/homebrew/include', '-L/opt/homebrew/lib'];
    const found = await findCompiler(
      machine,
      [...flags, '-pthread', ...folders],
      `#if !__has_include(<${header}>)\n#error missing\n#endif\n`,
    );
    if ('fault' in found) return { fault: `no ${header}, or nothing to link with` };
    return { ...found, version: `with ${found.program} ${found.version}` };
  };
}

/** @type {readonly Requirement[]} */
export const requirements = TABLE.trim()
  .split('\n')
  .map((row) => {
    const cells = row.split('|').map((cell) => cell.trim());
    const [name = '', why = '', purposes = '', debian = '', homebrew = ''] = cells;
    const find = FIND[name];
    if (find === undefined) throw new Error(`Expected a function in FIND for ${name}, got none`);
    return { name, why, purposes: purposes.split(' '), debian: debian.split(' '), homebrew, find };
  });

/** @param {Purpose} purpose @param {NodeJS.Platform} [platform] @returns {readonly Requirement[]} */
export function requirementsFor(purpose, platform = process.platform) {
  return requirements.filter(
    ({ purposes, homebrew }) =>
      purposes.includes(purpose) && (platform === 'linux' || homebrew !== ''),
  );
}
