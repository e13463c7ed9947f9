/** Whether the machine keeps up with its work: follow-ups, timers, messages, seals, figures; and what the configuration lacks. */
import { dayOf, formatDay, formatInstant, plusDays } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Policy } from '@huying/core/policy/policy'
import { assumedIn } from '../../business/assumed.ts'
import { type Db, ts } from '../../db.ts'
import { MOST_TRIES } from '../../jobs.ts'
import { type Finding, type Level, minutes } from './finding.ts'

const late = (seconds: number): Level => (seconds > 600 ? 'bad' : seconds > 60 ? 'warn' : 'ok')
const RESTART = '请看承担它的进程是否在运行（docs/running.md），并查看运行日志'

export async function jobsOf(db: Db, centre: string, now: Instant): Promise<Finding[]> {
  const { rows } = await db.query<{ due: number; stuck: number; late: number }>(
    `select count(*) filter (where attempts < $3)::int as due, count(*) filter (where attempts >= $3)::int as stuck,
       coalesce(extract(epoch from $2::timestamptz - min(due_at) filter (where attempts < $3)), 0)::float8 as late
     from job where centre_id = $1 and due_at <= $2`,
    [centre, ts(now), MOST_TRIES],
  )
  const { due = 0, stuck = 0, late: seconds = 0 } = rows[0] ?? {}
  const level = late(seconds)
  const work: Finding = {
    ...{ code: 'jobs', title: '后续事项和到时提醒', level },
    what: due ? `${due} 项到时未办，最早的已晚 ${minutes(seconds)}` : '没有积压',
    ...(level === 'ok' ? {} : { todo: `角色 jobs 没有跟上：${RESTART}` }),
  }
  if (!stuck) return [work]
  return [
    work,
    {
      ...{ code: 'stuck', title: '失败的后续事项', level: 'bad' },
      what: `${stuck} 项多次失败后停下`,
      todo: '请按列出的原因处理，然后在“系统管理 › 系统健康”中重试',
    },
  ]
}

export async function messagesOf(db: Db, centre: string, now: Instant, connected: boolean): Promise<Finding> {
  const [code, title] = ['messages', '短信']
  const { rows } = await db.query<{ waiting: number; late: number; lost: number }>(
    `select (select count(*)::int from message where centre_id = $1 and stage = 'queued' and due_at <= $2) as waiting,
       (select coalesce(extract(epoch from $2::timestamptz - min(due_at)), 0)::float8 from message where centre_id = $1 and stage = 'queued' and due_at <= $2) as late,
       (select count(*)::int from message where centre_id = $1 and stage in ('given_up', 'failed') and queued_at > $2::timestamptz - interval '7 days') as lost`,
    [centre, ts(now)],
  )
  const { waiting = 0, late: seconds = 0, lost = 0 } = rows[0] ?? {}
  if (!connected)
    return { code, title, level: 'note', what: '未接入短信通道，短信只作记录', todo: '需要发送时设置短信网关，见 docs/sms.md' }
  const level = late(seconds)
  if (level !== 'ok')
    return {
      code,
      title,
      level,
      what: `${waiting} 条待发，最早的已等 ${minutes(seconds)}`,
      todo: `请检查短信网关；角色 messages：${RESTART}`,
    }
  if (lost) return { code, title, level: 'warn', what: `近 7 天 ${lost} 条没有送达`, todo: '请在“系统管理 › 短信记录”中查明原因后重发' }
  return { code, title, level: 'ok', what: '没有积压' }
}

export function sealsOf(seconds: number): Finding {
  const level = late(seconds)
  const what = seconds < 5 ? '已跟上' : `最早未封存的记录已等 ${minutes(seconds)}`
  return { code: 'seals', title: '封存', level, what, ...(level === 'ok' ? {} : { todo: `角色 sealer 没有跟上：${RESTART}` }) }
}

export async function foldingOf(db: Db, centre: string): Promise<Finding> {
  const { rows } = await db.query<{ n: number }>(
    'select count(*)::int as n from (select 1 from delta where centre_id = $1 limit 100001) d',
    [centre],
  )
  const n = rows[0]?.n ?? 0
  const level: Level = n > 100_000 ? 'bad' : n > 20_000 ? 'warn' : 'ok'
  const what = level === 'ok' ? '已跟上' : `${n > 100_000 ? '超过 10 万' : n} 条未汇总，统计仍然准确，但会变慢`
  return { code: 'folding', title: '统计汇总', level, what, ...(level === 'ok' ? {} : { todo: `角色 folder 没有跟上：${RESTART}` }) }
}

/** A verification every night, so one of the last week at least. */
export async function verificationOf(db: Db, centre: string, now: Instant): Promise<Finding> {
  const [code, title] = ['verification', '审计校验']
  const { rows } = await db.query<{ at: number; found: number | null; failed: string | null }>(
    `select ended_at as at, found, failed from verification where centre_id = $1 and ended_at is not null order by ended_at desc limit 1`,
    [centre],
  )
  const [last] = rows
  if (!last || now - last.at > 8 * 86_400_000)
    return {
      code,
      title,
      level: 'warn',
      what: last ? `上次 ${formatInstant(last.at as Instant)}` : '还没有做过',
      todo: '请运行 npx huying audit verify',
    }
  if (last.failed) return { code, title, level: 'warn', what: '上次没有做完', todo: '请再次运行 npx huying audit verify，并查看运行日志' }
  if (last.found)
    return { code, title, level: 'bad', what: `上次校验发现 ${last.found} 处不符`, todo: '请审计管理员查看清单，查明是谁改动了数据库' }
  return { code, title, level: 'ok', what: `正常，${formatInstant(last.at as Instant)}` }
}

export function packOf(policy: Policy, now: Instant): Finding[] {
  const year = (ahead: number) => formatDay(plusDays(dayOf(now), ahead)).slice(0, 4)
  const known = (of: string) => policy.pack.years[of] !== undefined
  const found: Finding[] = []
  const [code, title, todo] = ['calendar', '工作日历', '请业务管理员在“业务管理 › 日历”中录入放假安排，暂定的时限会自动重算']
  if (!known(year(0))) found.push({ code, title, level: 'bad', what: `${year(0)} 年的放假安排没有录入，时限都是暂定`, todo })
  else if (!known(year(45))) found.push({ code, title, level: 'warn', what: `${year(45)} 年的放假安排还没有录入`, todo })
  else found.push({ code, title, level: 'ok', what: `${year(45)} 年的放假安排已录入` })
  const assumed = assumedIn(policy.pack).length
  if (assumed)
    found.push({
      ...{ code: 'assumed', title: '机制配置', level: 'note', what: `${assumed} 个默认值待本市确认` },
      todo: '请业务管理员在“业务管理 › 机制配置”中逐项确认',
    })
  return found
}

/** Whoever runs the machine signs in with more than a password. */
export async function factorsOf(db: Db, centre: string, policy: Policy): Promise<Finding> {
  const posts = policy.pack.posts.filter((post) => post.belongs === 'system').map((post) => post.code)
  const { rows } = await db.query<{ n: number; without: number }>(
    `select count(distinct p.user_id)::int as n, count(distinct p.user_id) filter (where p.second_factor is null)::int as without
     from person p join post_held h using (centre_id, user_id) where p.centre_id = $1 and p.closed_at is null and h.to_at is null and h.post = any($2)`,
    [centre, posts],
  )
  const { n = 0, without = 0 } = rows[0] ?? {}
  const [code, title] = ['factors', '管理员登录']
  if (without)
    return {
      code,
      title,
      level: 'warn',
      what: `${n} 名系统、安全、审计管理员中 ${without} 名没有启用动态验证码`,
      todo: '请安全管理员要求其启用',
    }
  return { code, title, level: 'ok', what: '三员均已启用动态验证码' }
}
