/** `huying seed`: years of orders in an empty centre. */
import { availableParallelism } from 'node:os'
import { seedOrders, seedPart } from '../seed/seed.ts'
import type { Shell } from '../shell/shell.ts'
import { emptyCentre } from '../simulate/profile.ts'
import type { Terminal } from './run.ts'

export const SEED_HELP =
  '  seed --orders 件数 [--years 年数] [--seed 数] [--centre 代码]   在空的中心填充多年的工单，供演示、测速和演练；中断后再次运行即继续'

interface Values {
  orders?: string
  years?: string
  seed?: string
  centre?: string
  part?: string
  json?: boolean
}

const MOST_PROCESSES = 4

/** The exit code; undefined where it is no such command. */
export async function runSeed(values: Values, shell: Shell, { home, say, beside }: Terminal): Promise<number | undefined> {
  const { orders, years = '3', seed = '1', centre: named, part, json } = values
  if (part && named) {
    const [no = 0, of = 1] = part.split('/').map(Number)
    await seedPart(shell, { centre: named, home, part: { no, of } })
    return 0
  }
  if (!orders || !(Number(orders) > 0 && Number(years) > 0) || !Number.isInteger(Number(orders)) || !Number.isInteger(Number(seed)))
    return undefined
  const chosen = await emptyCentre(shell, named, { unfinished: true })
  if (!chosen.ok) {
    chosen.faults.forEach(say)
    return 1
  }
  const { centre } = chosen
  const done = await seedOrders(shell, {
    ...{ centre, home, say, orders: Number(orders), years: Number(years), seed: Number(seed) },
    processes: Math.min(MOST_PROCESSES, availableParallelism()),
    beside: beside && (({ no, of }) => beside(['seed', '--centre', centre, '--part', `${no}/${of}`], shell)),
  })
  if ('refused' in done) {
    say(done.refused)
    return 1
  }
  say(`填充完成：${done.orders} 件工单，写入每秒 ${done.ordersPerSecond} 件`)
  if (json) say(JSON.stringify(done))
  return 0
}
