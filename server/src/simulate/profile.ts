/** `huying simulate`: plays a month from a file of published totals into an empty centre, and says of each total what came out. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { DAY, formatDay, instantOf, dayOf, plus } from '@huying/core/calendar'
import { parseProfile, type Profile } from '@huying/simulate/profile/form'
import { playProfile } from '@huying/simulate/profile/play'
import { prints } from '@huying/simulate/profile/printed'
import { parse } from 'yaml'
import { bulletinOf } from '../figures/bulletin.ts'
import type { Rate } from '@huying/core/measure/rounding'
import type { Shell } from '../shell/shell.ts'
import { readTextFrames, type Seeded, seedPlayed } from './seed.ts'

type Simulated = { ok: true; centre: string; profile: Profile; seeded: Seeded } | { ok: false; faults: string[] }

const refuse = (...faults: string[]): Simulated => ({ ok: false, faults })

/** `home` holds the texts that people of the play say. Nothing is written where a total cannot be. */
export async function simulateProfile(
  shell: Shell,
  { home, file, seed, centre: named }: { home: string; file: string; seed: number; centre?: string },
): Promise<Simulated> {
  const read = await readProfile(file)
  if (!read.ok) return read
  const { profile } = read
  const chosen = await emptyCentre(shell, named)
  if (!chosen.ok) return chosen
  const { centre } = chosen
  const later = monthAfterNext(profile.month)
  if (later > shell.clock.now())
    return refuse(`month：${profile.month} 的办理和回访要演练到 ${formatDay(dayOf(later))}，还没有到，请选更早的月份`)
  const texts = await readTextFrames(path.join(home, 'packages/simulate/texts'))
  let faults: string[] = []
  const seeded = await seedPlayed(shell, centre, (ground) => {
    const played = playProfile(ground, texts, profile, seed)
    if (played.ok) return played.engine
    faults = played.faults
    return undefined
  })
  return seeded ? { ok: true, centre, profile, seeded } : { ok: false, faults }
}

async function readProfile(file: string): Promise<{ ok: true; profile: Profile } | { ok: false; faults: string[] }> {
  try {
    return parseProfile(parse(await readFile(file, 'utf8')))
  } catch (error) {
    return { ok: false, faults: [`总量表 ${file} 读不出来：${error instanceof Error ? error.message : String(error)}`] }
  }
}

/**
 * The centre named, or the only one; it must be empty: what people wrote is never mixed with a play. `unfinished`: or hold no more than a
 * filling that was broken off.
 */
export async function emptyCentre(
  shell: Shell,
  named: string | undefined,
  { unfinished = false } = {},
): Promise<{ ok: true; centre: string } | { ok: false; faults: string[] }> {
  const all = (await shell.packs.centres()).map((one) => one.centre)
  const centre = named ?? (all.length === 1 ? all[0] : undefined)
  if (!all.length) return { ok: false, faults: ['还没有中心，请先发布机制配置：npx huying city publish 名称'] }
  if (centre === undefined || !all.includes(centre)) return { ok: false, faults: [`请用 --centre 写明中心代码：${all.join('、')}`] }
  const { rows } = await shell.pool.query(
    'select 1 from service_request where centre_id = $1 union all select 1 from contact where centre_id = $1 limit 1',
    [centre],
  )
  const { rows: begun } = await shell.pool.query('select 1 from seeding where centre_id = $1 and ended_at is null', [centre])
  if (rows.length && !(unfinished && begun.length)) return { ok: false, faults: [`中心 ${centre} 已有来电或诉求，只能在空的中心演练`] }
  return { ok: true, centre }
}

const monthAfterNext = (month: string) => {
  const nextMonth = formatDay(dayOf(plus(instantOf(`${month}-01T00:00`), 40 * DAY))).slice(0, 7)
  return instantOf(`${formatDay(dayOf(plus(instantOf(`${nextMonth}-01T00:00`), 40 * DAY))).slice(0, 7)}-01T00:00`)
}

interface Compared {
  label: string
  given: string
  got: string
  same: boolean
}

/** Each total of the profile beside the bulletin's own figure. */
export async function comparedWith(shell: Shell, centre: string, profile: Profile): Promise<Compared[]> {
  const b = await bulletinOf(shell, centre, profile.month)
  const { calls, requests, orders, rates = {}, online } = profile
  const counts: [string, number | undefined, number][] = [
    ['呼入', calls?.offered, b.contacts.calls],
    ['接听', calls?.answered, b.contacts.answered],
    ['受理', requests.accepted, b.requests.accepted],
    ['当场答复', requests.onTheSpot, b.requests.answered],
    ['待分流', requests.undecided, b.requests.undecided],
    ['并单', requests.merged, b.requests.merged],
    ['撤回', requests.withdrawn, b.requests.withdrawn],
    ['不予受理', requests.refused, b.requests.refused],
    ['转接', requests.transferred, b.requests.transferred],
    ['历史件', requests.history, b.requests.history],
    ['催办', requests.urged, b.requests.urged],
    ['转办工单', orders?.total, b.orders.opened],
    ['网上渠道', online, b.online.total],
  ]
  const printed: [string, string | undefined, Rate][] = [
    ['接通率', rates.answered, b.contacts.answerRate],
    ['在线办结率', rates.onTheSpot, b.onTheSpot],
    ['按时办结率', rates.onTime, b.onTime],
    ['群众联系率', rates.contacted, b.contacted],
    ['回访率', rates.visited, b.visited],
    ['有效回访率', rates.reached, b.reached],
    ['问题解决率', rates.solved, b.solved],
    ['满意率', rates.satisfied, b.satisfied],
  ]
  return [
    ...counts.flatMap(([label, given, got]) =>
      given === undefined ? [] : [{ label, given: `${given}`, got: `${got}`, same: given === got }],
    ),
    ...printed.flatMap(([label, given, { percent, numerator: n, denominator: of }]) =>
      given === undefined ? [] : [{ label, given, got: `${percent ?? '—'}（${n} / ${of}）`, same: of === 0 || prints(n, of, given) }],
    ),
  ]
}
