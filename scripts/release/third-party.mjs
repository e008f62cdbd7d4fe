// The code of other projects that dist/ contains: for THIRD-PARTY-NOTICES.txt and the SBOM of a release.
import { readFile } from 'node:fs/promises';
import { smallEmbindVersion as emscriptenVersion } from '../building/emscripten.mjs';
import { inPackages, inRoot } from '../support/paths.mjs';

export const noticesFile = inRoot('THIRD-PARTY-NOTICES.txt');

/**
 * @typedef {object} Component
 * @property {string} name
 * @property {string} version
 * @property {'MIT' | 'Apache-2.0' | 'Apache-2.0 WITH LLVM-exception'} license an SPDX expression
 * @property {string} copyright
 * @property {string} contents what dist/ contains of it
 * @property {string} purl its address as a package URL
 */

const { devDependencies } = JSON.parse(await readFile(inRoot('package.json'), 'utf8'));

/** @type {readonly Component[]} */
export const COMPONENTS = [
  {
    name: 'Emscripten',
    version: emscriptenVersion,
    license: 'MIT',
    copyright: 'Copyright (c) 2010-2014 Emscripten authors',
    contents: 'The JavaScript that loads each WebAssembly module, and embind in both.',
    purl: `pkg:github/emscripten-core/emscripten@${emscriptenVersion}`,
  },
  {
    name: 'musl',
    version: `of Emscripten ${emscriptenVersion}`,
    license: 'MIT',
    copyright: 'Copyright (c) 2005-2020 Rich Felker, et al.',
    contents: 'String functions of the C library, in each WebAssembly module and in the fallback.',
    purl: 'pkg:generic/musl',
  },
  {
    name: 'libc++',
    version: `of Emscripten ${emscriptenVersion}`,
    license: 'Apache-2.0 WITH LLVM-exception',
    copyright: 'Copyright (c) the LLVM project contributors',
    contents:
      'Templates of the C++ library, compiled into each WebAssembly module and the fallback. The exception of\n' +
      'the license permits to distribute them in this form without its conditions 4(a), 4(b) and 4(d).',
    purl: 'pkg:generic/libcxx',
  },
  {
    name: 'Binaryen',
    version: devDependencies.binaryen,
    license: 'Apache-2.0',
    copyright: 'Copyright (c) the WebAssembly Community Group participants',
    contents:
      'Helper functions that wasm2js adds to the fallback (fallback.js, static-fallback.cjs).',
    purl: `pkg:npm/binaryen@${devDependencies.binaryen}`,
  },
  {
    name: 'esbuild',
    version: devDependencies.esbuild,
    license: 'MIT',
    copyright: 'Copyright (c) 2020 Evan Wallace',
    contents:
      'Helper functions for CommonJS and for the script (*.cjs, post-event-source.global.js).',
    purl: `pkg:npm/esbuild@${devDependencies.esbuild}`,
  },
];

const LINE = '='.repeat(80);

/** @returns {Promise<string>} the text of `noticesFile` */
export async function notices() {
  const sections = COMPONENTS.map(({ name, version, license, copyright, contents }) =>
    [`${name} (${version})`, contents, '', `License: ${license}`, copyright].join('\n'),
  );
  const own = await readFile(inRoot('LICENSE'), 'utf8');
  const mit = own.slice(own.indexOf('Permission is hereby granted'));
  const apache = await readFile(inPackages('binaryen', 'LICENSE'), 'utf8');
  const parts = [
    'Third-party notices of post-event-source\n\n' +
      'The files in dist/ contain code of the projects below. `npm run generate` writes this file.',
    ...sections,
    `The MIT License\n\n${mit.trimEnd()}`,
    `The Apache License 2.0\n\n${apache.trim()}`,
  ];
  return `${parts.join(`\n\n${LINE}\n\n`)}\n`;
}
