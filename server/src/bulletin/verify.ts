/**
 * 勾稽 of an edition: its facts against the hash that the journal holds, every sum against its rows, every identity. What comes out is
 * zero or a list of differences; with one, nothing is checked, finalised, submitted or issued (SEC-01).
 */
import type { Edition } from '@huying/core/bulletin/state'
import { bulletinFrom } from '../figures/bulletin.ts'
import type { Shell } from '../shell/shell.ts'
import { comparedSums, type Difference, hashOf } from './frozen.ts'
import { lookFrozen } from './look.ts'

export interface Verified {
  /** Frozen rows, and their SM3 as recomputed now. */
  facts: number
  hash: string
  intact: boolean
  /** Figures and identities that were compared. */
  items: number
  differences: Difference[]
}

export async function verified(shell: Shell, centre: string, edition: Edition): Promise<Verified> {
  const { facts: noted } = edition
  const { count, hash } = await hashOf(shell.pool, centre, edition.id)
  const intact = noted?.hash === hash
  const { items, differences } = await comparedSums(shell.pool, centre, edition.id)
  const { identities } = bulletinFrom(await lookFrozen(shell, centre, edition))
  const broken = identities.filter(({ holds }) => !holds).map(({ text, left, right }) => ({ text, left, right }))
  const rows = intact ? [] : [{ text: '关账明细与关账时的指纹不符（件数）', left: noted?.count ?? 0, right: count }]
  return { facts: count, hash, intact, items: items + identities.length + 1, differences: [...rows, ...differences, ...broken] }
}
