/**
 * What neither the compiler nor the formatter sees: forgotten promises, forgotten cases, clocks and chance in the core.
 * Layout is Biome's alone. Which package may import which is house/architecture.test.ts.
 */
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const clock = 'Time is handed in: take `now` as an argument; the shell reads the clock once per command.'
const chance = 'Chance and ids are handed in: take `ids` as an argument.'
const machine = 'The core knows no machine; server/src/main.ts alone reads the environment.'

const everywhere = {
  'no-debugger': 'error',
  eqeqeq: ['error', 'always', { null: 'ignore' }],
}

/** These are written for browsers' page scripts or run by Node as they are; no types, so only what needs none. */
const plainFiles = {
  files: ['**/*.{js,mjs}'],
  rules: { ...everywhere, 'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }] },
}

const typedFiles = {
  files: ['**/*.{ts,tsx}'],
  extends: [tseslint.configs.base],
  languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: {
    ...everywhere,
    '@typescript-eslint/no-floating-promises': 'error',
    // React calls handlers and ignores what they return; a rejected one reaches the page's error boundary.
    '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    '@typescript-eslint/await-thenable': 'error',
    // A `default` does not count as the missing case: never `default: return state`.
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    'no-restricted-syntax': ['error', { selector: 'TSEnumDeclaration', message: 'String unions, no enums: unions print as themselves.' }],
  },
}

const core = {
  files: ['packages/core/**/*.ts'],
  ignores: ['**/*.test.ts'],
  rules: {
    'no-restricted-globals': [
      'error',
      ...['performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((name) => ({ name, message: clock })),
      { name: 'crypto', message: chance },
      ...['process', 'Buffer', 'fetch', 'window', 'document'].map((name) => ({ name, message: machine })),
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: clock },
      { object: 'Math', property: 'random', message: chance },
    ],
    'no-restricted-syntax': [
      'error',
      { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
      { selector: "CallExpression[callee.name='Date']", message: clock },
      { selector: 'TSEnumDeclaration', message: 'String unions, no enums: unions print as themselves.' },
    ],
  },
}

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', '**/coverage/', '**/data/', '.cache/', 'cities/'] },
  plainFiles,
  typedFiles,
  core,
)
