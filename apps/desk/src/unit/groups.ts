/** 今日必办 in its groups: what to sign, what is late, what is due today, what came back, whom to call. */
import type { RowGroup } from '@huying/ui'
import { isToday, leftText } from '../time.ts'
import type { UnitRow } from './rows.ts'

type Key = 'sign' | 'over' | 'today' | 'back' | 'contact'
const TITLES: Readonly<Record<Key, string>> = {
  sign: '待签收',
  over: '超期',
  today: '今日到期',
  back: '驳回待改',
  contact: '联系诉求人',
}

function keyOf(row: UnitRow, now: number): Key {
  if (row.assignment_stage === 'sent') return 'sign'
  if (row.close_due !== null && row.paused_at === null && row.close_due < now) return 'over'
  if (row.assignment_stage === 'sent_back') return 'back'
  return row.close_due !== null && isToday(row.close_due, now) ? 'today' : 'contact'
}

export function mustGroups(rows: readonly UnitRow[], now: number): RowGroup<UnitRow>[] {
  return (Object.keys(TITLES) as Key[]).flatMap((key) => {
    const own = rows.filter((row) => keyOf(row, now) === key)
    return own.length === 0 ? [] : [{ key, title: TITLES[key], count: own.length, note: noteOf(key, own, now), rows: own }]
  })
}

function noteOf(key: Key, rows: readonly UnitRow[], now: number): string | undefined {
  const earliest = (of: (row: UnitRow) => number | null) => Math.min(...rows.flatMap((row) => of(row) ?? []))
  if (key === 'sign')
    return `最早${leftText(
      earliest((row) => row.sign_due),
      now,
    )}`
  if (key === 'contact')
    return `首次联系最早${leftText(
      earliest((row) => row.contact_due),
      now,
    )}`
  return undefined
}
