import path from 'node:path'
import { policyOf } from '@huying/core/policy/policy'
import type { Instant } from '@huying/core/kernel'
import { expect, test } from 'vitest'
import { readPack } from '../pack/folder.ts'
import type { Month } from './month.ts'
import * as rates from './rates.ts'
import { rateSets, rest, RUNNING, valueOf } from './sets.ts'

const RATES = {
  onTime: rates.onTimeRate,
  signedInTime: rates.signRate,
  closed: rates.closedRate,
  visited: rates.visitRate,
  reached: rates.reachedRate,
  satisfied: rates.satisfiedRate,
  solved: rates.solvedRate,
  contacted: rates.contactRate,
}

test.each(['_base', 'xiangtan'])('%s: the rows behind every rate add up to what the rate says', async (name) => {
  const read = await readPack(path.resolve(import.meta.dirname, '../../../cities'), name)
  if (!read.ok) throw new Error(`${name} does not resolve`)
  const policy = policyOf(read.pack)
  const running = { late: 3, undue: 5 }
  // Every figure has a number of its own, so that no two can be mistaken for each other.
  const f = (figure: string) => [...figure].reduce((sum, letter, at) => sum + letter.charCodeAt(0) * (at + 7), 0)
  const unsigned = 11
  const now: Record<string, number> = { [RUNNING.undue]: running.undue, [RUNNING.late]: running.late, [RUNNING.unsigned]: unsigned }
  const counted = (figure: string) => now[figure] ?? f(figure)
  const month: Month = {
    ...{
      centre: 'c',
      month: '2024-11',
      first: '2024-11-01',
      last: '2024-11-30',
      now: 0 as Instant,
      policy,
      version: 1,
      sums: new Map(),
      f,
    },
    ...{ accepted: running, due: running, unsigned, units: new Map() },
  }
  const sets = rateSets(policy)
  for (const [rate, of] of Object.entries(RATES)) {
    const own = sets[rate]
    if (!own) throw new Error(`no rows for ${rate}`)
    const { numerator, denominator } = of(month)
    expect([rate, valueOf(own.numerator, counted), valueOf(own.denominator, counted)]).toEqual([rate, numerator, denominator])
    expect(valueOf(rest(own), counted)).toBe(denominator - numerator)
  }
})
