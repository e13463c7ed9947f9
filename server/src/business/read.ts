/** What 业务管理 shows of the configuration in force. */
import { dayOf, formatDay, lengthText } from '@huying/core/calendar'
import { holds } from '@huying/core/condition'
import { pickRule } from '@huying/core/deadline/start'
import type { Instant } from '@huying/core/kernel'
import { AGGREGATES } from '@huying/core/nouns'
import type { Policy } from '@huying/core/policy/policy'
import { type Db, ts } from '../db.ts'

/** Units with whom to call there: people whose post may sign for orders, and the unit's own number on duty. */
export async function unitsOf(db: Db, centre: string, policy: Policy, now: Instant) {
  const signing = policy.pack.posts.filter((post) => post.commands.includes('order.sign')).map((post) => post.code)
  const { rows } = await db.query<{
    unit: string
    people: number
    contacts: { name: string; phone: string | null; post: string }[] | null
  }>(
    `select h.unit, count(distinct h.user_id)::int as people,
       jsonb_agg(distinct jsonb_build_object('name', p.name, 'phone', p.phone, 'post', h.post)) filter (where h.post = any($3::text[]) and h.stand_in is null) as contacts
     from post_held h join person p using (centre_id, user_id)
     where h.centre_id = $1 and p.closed_at is null and h.from_at <= $2 and (h.to_at is null or h.to_at > $2) group by 1`,
    [centre, ts(now), signing],
  )
  const staff = new Map(rows.map((row) => [row.unit, row]))
  return policy.pack.units.map(({ code, name, short, kind, parent, dutyPhone, succeededBy, assumed }) => {
    const { people = 0, contacts } = staff.get(code) ?? {}
    const liaisons = (contacts ?? []).map((one) => ({ ...one, post: policy.post(one.post)?.label ?? one.post }))
    return { code, name, short, kind, parent, dutyPhone, succeededBy, assumed: assumed ?? false, people, liaisons }
  })
}

/** Every leaf with who answers for it and how long that may take in the ordinary case. */
export function mattersOf(policy: Policy, now: Instant) {
  const { pack } = policy
  const named = (code: string | undefined) => (code ? (policy.unit(code)?.name ?? code) : undefined)
  return pack.categories
    .filter((category) => policy.isLeaf(category.code))
    .map(({ code, name, requires, words, assumed }) => {
      const path = policy.categoryPath(code)
      const facts = {
        type: 'help',
        category: code,
        categoryPath: path,
        urgency: 'normal',
        level: 1,
        role: 'lead',
        round: 1,
        channel: 'phone',
      }
      const rule = pickRule(pack.deadlines, 'close', facts, now, holds)
      const duties = path.flatMap((one) => policy.duties(one))
      return {
        code,
        name,
        group: path
          .slice(1)
          .map((one) => policy.category(one)?.name ?? one)
          .reverse()
          .join(' › '),
        words: words ?? [],
        requires: requires ?? [],
        assumed: assumed ?? false,
        duties: duties.map((d) => ({
          code: d.code,
          region: d.region,
          unit: d.unit,
          unitName: named(d.unit),
          county: d.county ?? false,
          gap: d.gap ?? false,
          assists: (d.assists ?? []).map((unit) => named(unit) ?? unit),
          clause: d.clause,
          source: d.source,
          assumed: d.assumed ?? false,
          inherited: d.category !== code,
        })),
        deadline: rule && { text: lengthText(rule.limit), label: rule.label, source: rule.source, assumed: rule.assumed ?? false },
      }
    })
}

/** Years from the first known to the one after this; those without an arrangement are provisional. */
export function calendarOf(policy: Policy, now: Instant) {
  const { years, calendar } = policy.pack
  const thisYear = Number(formatDay(dayOf(now)).slice(0, 4))
  const known = Object.keys(years).map(Number)
  const first = Math.min(...known, thisYear)
  const last = Math.max(...known, thisYear + 1)
  return {
    officeHours: calendar.officeHours,
    dayEnds: calendar.dayEnds,
    countsFirstDay: calendar.countsFirstDay,
    extraHolidays: calendar.extraHolidays ?? [],
    extraWorkdays: calendar.extraWorkdays ?? [],
    years: Array.from({ length: last - first + 1 }, (_, at) => {
      const year = String(first + at)
      return { year, provisional: !years[year], ...years[year] }
    }).reverse(),
  }
}

const BUTTONS = new Map<string, string>(
  Object.values(AGGREGATES).flatMap(({ noun, commands }) => commands.map((c) => [`${noun}.${c.name}`, c.button] as const)),
)

/** Commands of other parts than the nouns. */
const MORE: Readonly<Record<string, string>> = {
  'knowledge.cite': '引用口径',
  'knowledge.draft': '起草口径',
  'knowledge.publish': '发布口径',
  'knowledge.retire': '停用口径',
  'account.create': '建立账号',
  'account.close': '关闭账号',
  'account.reset': '重置密码、解除锁定',
  'account.assign_post': '授予和收回岗位',
  'account.demand': '要求动态验证码',
  'account.hand_on': '交接他人的件',
  'account.stand_in': '委托代办',
  'pack.edit': '修改机制配置',
  'pack.publish': '发布机制配置',
  'export.request': '申请超量导出',
  'export.approve': '批准超量导出',
  'message.resend': '查看和重发短信',
}

export async function postsOf(db: Db, centre: string, policy: Policy, now: Instant) {
  const { rows } = await db.query<{ post: string; holders: number }>(
    'select post, count(distinct user_id)::int as holders from post_held where centre_id = $1 and from_at <= $2 and (to_at is null or to_at > $2) group by 1',
    [centre, ts(now)],
  )
  const holders = new Map(rows.map((r) => [r.post, r.holders]))
  return policy.pack.posts.map(({ code, label, belongs, commands, pages, scope, note, assumed, secondFactor }) => ({
    code,
    label,
    belongs,
    pages,
    commands: commands.map((command) => ({ code: command, label: BUTTONS.get(command) ?? MORE[command] ?? command })),
    sees: Object.keys(scope),
    note,
    secondFactor: secondFactor ?? false,
    assumed: assumed ?? false,
    holders: holders.get(code) ?? 0,
  }))
}
