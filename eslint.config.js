// What ESLint holds against the JavaScript and TypeScript of this repository; run by `npm run lint` and `npm test`.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const typescript = ['js', 'tests', 'bench', 'demo', 'docs']
  .map((folder) => `${folder}/**/*.ts`)
  .concat('*.config.ts');

export default defineConfig([
  // What is in wasm/ is no program of its own: Emscripten pastes it into one. The types of NestJS are installed by the
  // suite that compiles what is in nest/.
  globalIgnores([
    'build/',
    'dist/',
    'dist.next/',
    'coverage/',
    'wasm/',
    'tests/package/frameworks/servers/nest/',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [js.configs.recommended],
    rules: {
      // tsc checks these files too, and knows the names of Node and of browsers without a list.
      'no-undef': 'off',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: typescript,
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      // A number in a message needs no String() around it: there is one way to write it.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => socket.close()` is how a callback is written; its value goes nowhere.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A declaration file has no other way to name a type without becoming a module.
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // Test servers and callbacks implement asynchronous interfaces with nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // A handler that does nothing is often the very thing under test.
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
]);
