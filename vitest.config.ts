import path from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'

/** What tests write lies below the tree, one folder a run; house/database.ts makes and removes it. */
process.env.TMPDIR = path.join(import.meta.dirname, '.cache/tmp', String(process.pid))

/** Tests that take minutes: `npm run test:long`. */
const long = ['**/*.long.test.ts', '**/*.long.story.ts']

export default defineConfig({
  test: {
    include: ['packages/**/*.test.ts', 'server/**/*.test.ts', 'apps/**/*.test.ts', 'house/**/*.test.ts', 'scenarios/**/*.story.ts'],
    exclude: [...configDefaults.exclude, ...(process.env.HUYING_LONG === '1' ? [] : long)],
    globalSetup: ['house/database.ts'],
    setupFiles: ['house/assertions.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A test that passes at the second try has failed.
    retry: 0,
  },
})
