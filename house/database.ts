/**
 * One real PostgreSQL for all tests of a run: started once, with a migrated template that each test file clones. It lies in the
 * run's own folder (vitest.config.ts), which goes whole at the end.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../server/src/database/embedded.ts'
import { migrate, openPool } from '../server/src/db.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    database: string
  }
}

export default async function setup(project: TestProject) {
  mkdirSync(tmpdir(), { recursive: true })
  const root = mkdtempSync(path.join(tmpdir(), 'huying-test-'))
  const embedded = await startEmbedded({ root, small: true, fsync: false })
  const template = openPool(embedded.url, 2)
  await migrate(template, path.join(import.meta.dirname, '../server/migrations'))
  await template.end()
  project.provide('database', embedded.url)
  return async () => {
    await embedded.stop()
    rmSync(tmpdir(), { recursive: true, force: true })
  }
}
