/**
 * 续审: each entry with a last day has one task of its owner, planned when the entry is published and owed from the day the pack names
 * (core `knowledge/review.ts`). A newer version or taking it out of use ends the task.
 */
import { type Actor, SYSTEM } from '@huying/core/kernel'
import { reviewOf } from '@huying/core/knowledge/review'
import { execute } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'

export const REVIEW = 'entry_review'

const PART = (n: 1 | 2) => `split_part(t.state->'about'->>'id', '/', ${n})`
/** Of a review `t`: code, version and title of the entry that it is about (about.id is code/version, as in its address). */
export const REVIEWED = {
  code: PART(1),
  version: `nullif(regexp_replace(${PART(2)}, '\\D', '', 'g'), '')::int`,
  title: `(select k.title from knowledge k where k.centre_id = t.centre_id and k.code = ${PART(1)} and k.version::text = ${PART(2)})`,
} as const

interface Wanted {
  code: string
  version: number
  title: string
  unit: string | null
  toDay: string
}
interface Outdated {
  id: string
  stage: 'planned' | 'todo'
  version: number | null
  retired: boolean
}

/** Makes the tasks that stand = the tasks that the entries want; of one entry after a change by `actor`, or of all. Harmless twice. */
export async function settleReviews(shell: Shell, centre: string, one?: { code: string; actor: Actor }): Promise<void> {
  const { policy } = await shell.packs.current(centre)
  const code = one?.code ?? null
  for (const entry of await wanted(shell, centre, code)) {
    const { opens, due } = reviewOf(entry.toDay, policy)
    const input = {
      kind: REVIEW,
      about: { noun: 'knowledge', id: `${entry.code}/${entry.version}` },
      unit: entry.unit ?? policy.pack.city.centreUnit,
      what: `统一口径“${entry.title}”有效期至 ${entry.toDay}，请续审：仍然有效的提出新的失效日期，有变化的写明新内容，不再适用的建议停用`,
      due,
      opens,
    }
    const key = `${REVIEW}:${entry.code}/${entry.version}`
    await execute(shell, { centre, actor: SYSTEM, noun: 'task', command: 'open', input, key })
  }
  for (const { id, stage, version, retired } of await outdated(shell, centre, code)) {
    const said = retired ? '口径已停用' : `口径已发布第 ${version} 版`
    const actor = { ...(one?.actor ?? SYSTEM), user: SYSTEM.user }
    const [command, input] = stage === 'todo' ? (['done', { evidence: said }] as const) : (['cancel', { why: said }] as const)
    await execute(shell, { centre, actor, noun: 'task', id, command, input })
  }
}

const NEWEST = `newest as (select distinct on (code) code, version, stage, title, unit, to_day from knowledge
  where centre_id = $1 and ($2::text is null or code = $2) order by code, version desc)`

async function wanted({ pool }: Shell, centre: string, code: string | null): Promise<Wanted[]> {
  const { rows } = await pool.query<Wanted>(
    `with ${NEWEST} select n.code, n.version, n.title, n.unit, n.to_day::text as "toDay" from newest n
     where n.stage = 'published' and n.to_day is not null and not exists (
       select 1 from task t where t.centre_id = $1 and t.kind = '${REVIEW}' and t.state->'about'->>'id' = n.code || '/' || n.version)
     order by n.code`,
    [centre, code],
  )
  return rows
}

async function outdated({ pool }: Shell, centre: string, code: string | null): Promise<Outdated[]> {
  const { rows } = await pool.query<Outdated>(
    `with ${NEWEST} select t.id, t.stage, n.version, coalesce(n.stage = 'retired', true) as retired
     from task t left join newest n on n.code = ${REVIEWED.code}
     where t.centre_id = $1 and t.kind = '${REVIEW}' and t.stage in ('planned', 'todo') and ($2::text is null or ${REVIEWED.code} = $2)
       and (n.code is null or n.stage = 'retired' or n.to_day is null or n.version <> ${REVIEWED.version})`,
    [centre, code],
  )
  return rows
}
