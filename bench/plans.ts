/**
 * Plans as PostgreSQL wrote them down (auto_explain), list by list. Reported is every statement that reads one of the large tables from
 * one end to the other, or so many of its rows along an index that it might as well; a small table may be read so.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { ServerProcess } from '../server/test/process.ts'
import type { ListRoute } from './list_routes.ts'

const LARGE = ['work_order', 'service_request', 'assignment', 'event', 'visit', 'contact', 'audit', 'text_value'] as const
/** Rows that one step of a plan may read: more than any month has, less than any year. */
const MOST = 60_000
const SETTINGS = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_format': 'json',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_timing': 'off',
}

export interface Scan {
  list: string
  table: string
  statement: string
}

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  /** Each time; with those that the filter took away, what was read. */
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  Plans?: Plan[]
}

/** Asks each list once on new connections that explain themselves. */
export async function watchPlans(
  db: pg.Client,
  server: Pick<ServerProcess, 'data'>,
  routes: ListRoute[],
  ask: (route: ListRoute) => Promise<unknown>,
): Promise<Scan[]> {
  for (const [name, value] of Object.entries(SETTINGS)) await set(db, name, value)
  await anew(db)
  const scans: Scan[] = []
  try {
    for (const route of routes) {
      const before = sizeOf(server.data)
      await ask(route)
      await sleep(30)
      scans.push(...scansIn(written(server.data, before)).map((scan) => ({ list: route.name, ...scan })))
    }
  } finally {
    for (const name of Object.keys(SETTINGS)) await db.query(`alter system reset ${name}`)
    await anew(db)
  }
  return scans
}

const set = (db: pg.Client, name: string, value: string) => db.query(`alter system set ${name} = '${value}'`)

/** The server's pool opens its connections again, under the settings of now. */
async function anew(db: pg.Client) {
  await db.query('select pg_reload_conf()')
  await sleep(200)
  await db.query(`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`)
  await sleep(200)
}

const logOf = (data: string) => {
  const folder = path.join(data, 'postgres-log')
  const logs = readdirSync(folder).filter((f) => f.startsWith('postgres-'))
  return logs.map((f) => path.join(folder, f)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0] ?? ''
}
const sizeOf = (data: string) => statSync(logOf(data)).size
const written = (data: string, from: number) => readFileSync(logOf(data)).subarray(from).toString()

/** Every plan in a piece of the log that scans a large table. */
function scansIn(log: string): Omit<Scan, 'list'>[] {
  return log.split(/^(?=\S.*LOG: {2}duration: )/m).flatMap((entry) => {
    const from = entry.indexOf('{')
    if (!entry.includes('plan:') || from < 0) return []
    const end = entry.lastIndexOf('\n\t}')
    const told = JSON.parse(entry.slice(from, end < 0 ? undefined : end + 3)) as { 'Query Text': string; Plan: Plan }
    const statement = told['Query Text'].replace(/\s+/g, ' ').slice(0, 300)
    return [...new Set(scanned(told.Plan))].map((table) => ({ table, statement }))
  })
}

function scanned(plan: Plan): string[] {
  const { 'Node Type': type, 'Relation Name': table = '', Plans = [] } = plan
  const whole = type.endsWith('Seq Scan') || readBy(plan) > MOST
  const own = whole && (LARGE as readonly string[]).includes(table) ? [table] : []
  return [...own, ...Plans.flatMap(scanned)]
}

const readBy = (plan: Plan) => (plan['Actual Loops'] ?? 0) * ((plan['Actual Rows'] ?? 0) + (plan['Rows Removed by Filter'] ?? 0))
