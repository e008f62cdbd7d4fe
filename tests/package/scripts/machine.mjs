// A machine described by a table, for the tests of detection: the output of each program.

/**
 * @param {Record<string, string | { code: number, output: string }>} programs what `--version` prints
 * @param {{ env?: NodeJS.ProcessEnv, compiles?: boolean }} [rest]
 * @returns {import('../../../scripts/setup/detect.mjs').Machine}
 */
export function machineWith(programs, { env = {}, compiles = true } = {}) {
  return {
    env,
    run: (program, args) => {
      const answer = programs[program];
      if (answer === undefined) return Promise.resolve({ code: 127, output: 'ENOENT' });
      if (program === 'c++' && !args.includes('--version'))
        return Promise.resolve({ code: compiles ? 0 : 1, output: '' });
      return Promise.resolve(typeof answer === 'string' ? { code: 0, output: answer } : answer);
    },
  };
}

/** Everything that `npm test` needs, as Debian 12 prints it. */
export const debian = {
  emcc: 'emcc (Emscripten gcc/clang-like replacement + linker emulating GNU ld) 3.1.6 ()\nCopyright (C) 2014',
  cmake: 'cmake version 3.25.1\n',
  ninja: '1.11.1\n',
  'c++': 'c++ (Debian 12.2.0-14+deb12u1) 12.2.0\n',
  'clang-format': 'Debian clang-format version 14.0.6\n',
  'clang-tidy': 'Debian LLVM version 14.0.6\n  Optimized build.\n',
  chromium:
    '/usr/bin/chromium: 9: [: 25274793984: unexpected operator\nChromium 156.0.8078.79 built on Debian\n',
  'chromium-headless-shell': 'Chromium 156.0.8078.79 built on Debian\n',
  'firefox-esr': 'Mozilla Firefox 153.7.0esr\n',
  WebKitWebDriver: 'Usage: WebKitWebDriver options\n',
  Xvfb: 'use: X [:<display>] [option]\n',
  openssl: 'OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)\n',
  'redis-server': 'Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=ae4d\n',
  nginx: 'nginx version: nginx/1.22.1\n',
};
