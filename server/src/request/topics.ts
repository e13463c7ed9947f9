/** 事项统计 of a month by any version of the catalogue, with the shares of its hottest matters (CLASS-02). */
import { rollUp } from '@huying/core/request/topics'
import { ranking, tiesOf } from '@huying/core/measure/ranking'
import { percent, rate } from '@huying/core/measure/rounding'
import type { Shell } from '../shell/shell.ts'
import { spanOf } from '../period.ts'
import { COUNTED_AT } from './counted.ts'

/** Requests accepted in the month by leaf and by the version they were registered under. */
const ACCEPTED = `select category, version, count(*)::int as count from service_request t
  where centre_id = $1 and ${COUNTED_AT} >= $2::timestamptz and ${COUNTED_AT} < $3::timestamptz and accepted_at is not null and stage not in ('void', 'refused', 'transferred')
  group by 1, 2`

export async function topicsOf(shell: Shell, centre: string, month: string, version: number) {
  const policy = await shell.packs.at(centre, version)
  const { rows } = await shell.pool.query<{ category: string; version: number; count: number }>({
    name: 'topics',
    text: ACCEPTED,
    values: [centre, ...spanOf(month)],
  })
  const { topics, outside } = rollUp(rows, policy)
  const accepted = rows.reduce((n, r) => n + r.count, 0)
  const leaves = topics.filter((t) => t.leaf)
  const most = policy.pack.topTopics.value
  const named = leaves.map((t) => ({ ...t, label: t.name }))
  const { top, rule } = ranking(named, most, tiesOf(policy))
  const counted = leaves.reduce((n, t) => n + t.count, 0)
  const versions = [...new Set(rows.map((r) => r.version))].sort((a, b) => a - b)
  return {
    month,
    catalogue: version,
    accepted,
    topics: topics.map((t) => ({ ...t, percent: percent(t.count, accepted) })),
    /** 本版目录中没有对应事项的. */
    outside,
    top: top.map((t) => ({ ...t, percent: percent(t.count, accepted) })),
    topRule: rule,
    topShare: rate(
      `前 ${top.length} 事项占比`,
      top.reduce((n, t) => n + t.count, 0),
      accepted,
      '受理总量',
    ),
    registeredUnder: versions.map((v) => ({ version: v, count: rows.reduce((n, r) => n + (r.version === v ? r.count : 0), 0) })),
    identities: [{ text: '各事项之和 + 目录外 = 受理', left: counted + outside, right: accepted, holds: counted + outside === accepted }],
  }
}
