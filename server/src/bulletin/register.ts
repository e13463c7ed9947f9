/** 通报明细 as a file: every frozen row with what it counts in, without personal data. */
import { formatInstant } from '@huying/core/calendar'
import { isCentre } from '@huying/core/access/permit'
import type { Edition } from '@huying/core/bulletin/state'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { COUNT_WORDS } from '@huying/core/bulletin/sentence'
import { refuse } from '../errors.ts'
import type { Sheet } from '../export/sheet.ts'
import type { Taken } from '../export/taken.ts'
import { loadFor } from '../shell/present.ts'
import { seenAmong } from '../shell/seen.ts'
import type { Shell } from '../shell/shell.ts'
import { factsOf, type FrozenFact } from './frozen.ts'
import { changesIn } from './look.ts'
import type { Actor } from '@huying/core/kernel'

export const EDITION_ROWS: Sheet = {
  name: '通报明细',
  columns: [
    ['序号', 6],
    ['类别', 8],
    ['编号', 14],
    ['时间', 17],
    ['类型', 8],
    ['事项', 16],
    ['来源', 14],
    ['承办单位', 20],
    ['截止时间', 17],
    ['办结时间', 17],
    ['计入', 60],
    ['裁定', 10],
  ],
}

const NOUN_WORDS = { contact: '来电', request: '诉求', order: '工单' } as const
const time = (at: number | null) => (at === null ? '' : formatInstant(at as Instant))

interface Reader {
  centre: string
  actor: Actor
  policy: Policy
}

/** Up to so many lines, and whether there are more. */
export async function editionLines(shell: Shell, reader: Reader, id: string, limit: number): Promise<Taken> {
  const { centre, actor } = reader
  const stored = await loadFor(shell, centre, 'edition', id, actor)
  if (!stored) return refuse('not_found', '没有找到，或您无权查看')
  if (!isCentre(actor, stored.policy)) return refuse('forbidden', '只有热线中心可以导出通报明细')
  const edition = stored.state as unknown as Edition
  const changed = await changesIn(shell.pool, centre, edition)
  const lines: string[][] = []
  for await (const rows of factsOf(shell.pool, centre, id)) {
    const seen = await seenFacts(shell, reader, rows)
    for (const fact of rows) {
      if (lines.length === limit) return { lines, more: true }
      // It counts; which one it is is told to whoever may see it.
      lines.push(lineOf(seen.has(fact.id) ? fact : { ...fact, number: '' }, changed.get(fact.id), stored.policy))
    }
  }
  return { lines, more: false }
}

/** Of the rows those that the reader may see today. */
async function seenFacts(shell: Shell, { centre, actor, policy }: Reader, rows: readonly FrozenFact[]): Promise<Set<string>> {
  const nouns = ['contact', 'request', 'order'] as const
  const idsOf = (noun: FrozenFact['noun']) => rows.filter((row) => row.noun === noun).map(({ id }) => id)
  const seen = await Promise.all(nouns.map((noun) => seenAmong(shell.pool, { centre, actor, policy }, noun, idsOf(noun))))
  return new Set(seen.flatMap((ids) => [...ids]))
}

function lineOf(fact: FrozenFact, changed: { counts: FrozenFact['counts'] } | undefined, policy: Policy): string[] {
  const { noun, number, at, type, category, channel, unit, due, finished } = fact
  return [
    ...[
      NOUN_WORDS[noun],
      number,
      time(at),
      type ? policy.label('types', type) : '',
      category ? (policy.category(category)?.name ?? category) : '',
    ],
    ...[channel ? policy.label('channels', channel) : '', unit ? (policy.unit(unit)?.name ?? unit) : '', time(due), time(finished)],
    ...[counted(changed?.counts ?? fact.counts), changed ? '有裁定' : ''],
  ]
}

/** The figures of the whole that the row adds to, by their words where they have one. */
function counted(counts: FrozenFact['counts']): string {
  const words: Readonly<Record<string, string>> = COUNT_WORDS
  const figures = counts.filter(({ keys }) => keys.includes('all|all')).flatMap(({ figures: f }) => Object.entries(f))
  return figures.map(([figure, amount]) => `${words[figure] ?? figure}${amount === 1 ? '' : `×${amount}`}`).join('、')
}
