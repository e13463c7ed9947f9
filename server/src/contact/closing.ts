/** 来电关账: the month's telephone calls by result and by merged line, counted from the calls themselves (INTAKE-18, INTAKE-01). */
import { type CallCount, closingOf } from '@huying/core/contact/closing'
import type { Policy } from '@huying/core/policy/policy'
import type { Db } from '../db.ts'
import { rate } from '@huying/core/measure/rounding'
import { spanOf } from '../period.ts'

export async function callsOf(db: Db, centre: string, month: string, policy: Policy) {
  const { rows } = await db.query<CallCount & { disposition: CallCount['disposition'] | null; line: string | null }>({
    name: 'calls_of_month',
    text: `select disposition, state->>'line' as line, state->'answeredAt' is not null as answered, count(*)::int as count from contact
      where centre_id = $1 and started_at >= $2::timestamptz and started_at < $3::timestamptz and state->>'medium' = 'phone' group by 1, 2, 3`,
    values: [centre, ...spanOf(month)],
  })
  const closing = closingOf(rows.map((r) => ({ ...r, disposition: r.disposition ?? undefined, line: r.line ?? undefined })))
  return {
    ...closing,
    madeRate: rate('来话成单率', closing.made, closing.answered, '接听来电'),
    lines: closing.lines.map((l) => ({ ...l, ...lineOf(l.code, policy) })),
    identities: [
      { text: '成单 + 非成单 = 接听', left: closing.made + closing.unmade, right: closing.answered, holds: closing.holds },
      { text: '各线路来电之和 = 呼入', left: closing.lines.reduce((n, l) => n + l.count, 0), right: closing.calls, holds: true },
    ].map((i) => ({ ...i, holds: i.left === i.right })),
  }
}

/** What stands beside the number on the strip: which merged hotline was dialled, who ran it before and how it was merged (原热线、原主管). */
export function lineOf(code: string | undefined, policy: Policy) {
  const line = policy.pack.kinds.lines.find((l) => l.code === code)
  if (!line) return { label: policy.pack.city.centre }
  return {
    label: line.label,
    number: line.number,
    owner: line.owner,
    ownerName: line.owner && policy.unit(line.owner)?.name,
    merge: line.merge,
  }
}
