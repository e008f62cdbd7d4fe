// The ESLint rules of this repository's JavaScript and TypeScript. Run by `npm run lint` and `npm
// test`.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const typescript = ['js', 'tests', 'bench', 'demo', 'docs']
  .map((folder) => `${folder}/**/*.ts`)
  .concat('*.config.ts');

export default defineConfig([
  // The files of wasm/ are not programs: Emscripten includes them in its glue. The types of NestJS
  // are installed by the suite that compiles nest/.
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
      // tsc checks these files, too, and has the globals of Node and of browsers.
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
      // Numbers are written into texts without String().
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => socket.close()` is a common callback whose result is ignored.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A declaration file can name a type in no other way without becoming a module.
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
      // Test servers and callbacks implement asynchronous interfaces but have nothing to await.
      '@typescript-eslint/require-await': 'off',
      // Tests often need a handler that does nothing.
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
]);
