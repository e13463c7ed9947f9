/** A database without a table, for what is restored. The whole cluster goes at the end of the run. */
import { inject } from 'vitest'
import { openPool, type Pool } from '../src/db.ts'

let made = 0

export async function emptyDatabase(): Promise<Pool> {
  const url = new URL(inject('database'))
  url.pathname = '/postgres'
  const admin = openPool(url.toString(), 1)
  url.pathname = `/r${process.pid}_${++made}`
  await admin.query(`create database ${url.pathname.slice(1)}`)
  await admin.end()
  return openPool(url.toString(), 4)
}
