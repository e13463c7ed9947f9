/**
 * A city in which a month was played from its published totals, and its figures side by side: the profile's, the bulletin's, those counted
 * again from the journal.
 */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Pack } from '@huying/core/policy/schema'
import { parse, stringify } from 'yaml'
import { counting, eachEvent, type JournalEvent, type Part, type Recounted } from '../scripts/recount.mjs'
import { runCommand } from '../server/src/cli/run.ts'
import type { Bulletin } from '../server/src/figures/bulletin.ts'
import { type City, openCity } from '../server/test/rig.ts'
import { done } from './road.ts'

const HOME = path.join(import.meta.dirname, '..')
export const PUBLISHED = path.join(HOME, 'cities/xiangtan/profiles/2024-11.yaml')

/** What a profile may say, as its file says it. */
export interface Told {
  month: string
  calls?: { offered?: number; answered?: number }
  requests: Record<string, number> & { accepted: number }
  orders?: Record<string, number>
  rates?: Record<string, string>
  types?: Record<string, number>
  topics?: Record<string, number>
  units?: Record<string, number>
  online?: number
  channels?: Record<string, number>
  marks?: Record<string, number | Record<string, number>>
  inTime?: string[]
}

export const readTold = async (file: string) => parse(await readFile(file, 'utf8')) as Told

/** Long after everything of the month is closed. */
const LATER = '2026-03-02T09:00'

export interface PlayedCity {
  city: City
  said: string[]
  code: number
}

/** `huying simulate` on an empty centre, as a person types it. */
export async function simulated(folder: string, told: Told | string, seed: number, change?: (pack: Pack) => Pack): Promise<PlayedCity> {
  const city = await openCity(folder, LATER, change)
  const file = typeof told === 'string' ? told : path.join(await mkdtemp(path.join(tmpdir(), 'huying-profile-')), 'profile.yaml')
  if (typeof told !== 'string') await writeFile(file, stringify(told))
  const said: string[] = []
  const code = await runCommand(['simulate', '--profile', file, '--seed', String(seed)], city.shell, {
    home: HOME,
    say: (l) => said.push(l),
  })
  return { city, said, code }
}

/** What the bulletin says otherwise than the journal, figure by figure. */
export async function disagreeing(city: City, month: string, r?: Recounted): Promise<ReturnType<typeof differing>> {
  const b = await bulletinOf(city, month)
  return differing(recountFigures(r ?? (await recounted(city, month)), city.pack, b), bulletinFigures(b))
}

/** What the bulletin says otherwise than the profile. */
export async function missing(city: City, told: Told): Promise<ReturnType<typeof differing>> {
  const expected = toldFigures(told, city.pack)
  return differing(expected, bulletinFigures(await bulletinOf(city, told.month)), new Set(Object.keys(expected)))
}

export const bulletinOf = async (city: City, month: string): Promise<Bulletin> =>
  done(await (await city.as('analyst')).get(`/api/bulletin/${month}`)).body as Bulletin

/** Counted again from the journal; of some streams only where they are named. */
export async function recounted(city: City, month: string, only?: ReadonlySet<string>): Promise<Recounted> {
  const { take, figures } = counting()
  await eachEvent(city.pool, city.centre, (event: JournalEvent) => {
    if (!only || only.has(event.stream)) take(event)
  })
  return figures({ month, asOf: city.now() })
}

export type Figures = Record<string, number>
const part = (name: string, { n, of }: Part): Figures => ({ [`${name} 分子`]: n, [`${name} 分母`]: of })
const each = (name: string, counts: Record<string, number>): Figures =>
  Object.fromEntries(Object.entries(counts).map(([code, count]) => [`${name} ${code}`, count]))
const coded = (rows: { code: string; count: number }[]) => Object.fromEntries(rows.map((r) => [r.code, r.count]))
const ranked = (counts: number[]) => Object.fromEntries(counts.map((count, i) => [String(i + 1), count]))
/** Of a mark with levels all levels together. */
function byKind(counts: Record<string, number>): Record<string, number> {
  const out: Record<string, number> = {}
  for (const [code, count] of Object.entries(counts)) {
    const [kind = ''] = code.split('.')
    out[kind] = (out[kind] ?? 0) + count
  }
  return out
}
const rate = (r: { numerator: number; denominator: number }): Part => ({ n: r.numerator, of: r.denominator })

/** Every number of the bulletin that the journal can say as well. */
export const bulletinFigures = (b: Bulletin): Figures => ({
  ...{ 呼入: b.contacts.calls, 接听: b.contacts.answered, 网上: b.online.total },
  ...each('诉求', b.requests),
  ...{ 工单: b.orders.opened, 并走: b.orders.mergedAway, 办结: b.orders.closed },
  ...each('类型', coded(b.types.filter((t) => t.count > 0))),
  ...each('热点', coded(b.topics)),
  ...each('热点位次', ranked(b.topics.map((t) => t.count))),
  ...each('渠道', coded(b.online.channels)),
  ...each('标识', coded(b.marks)),
  ...each('级别', coded([...b.desks, ...b.campaigns].flatMap((d) => d.levels))),
  ...each('单位', coded(b.units)),
  ...part('接通率', rate(b.contacts.answerRate)),
  ...part('在线办结率', rate(b.onTheSpot)),
  ...part('按时办结率', rate(b.onTime)),
  ...part('办结率', rate(b.closed)),
  ...part('回访率', rate(b.visited)),
  ...part('有效回访率', rate(b.reached)),
  ...part('满意率', rate(b.satisfied)),
  ...part('问题解决率', rate(b.solved)),
  ...part('群众联系率', rate(b.contacted)),
})

/** The same numbers from the recount; of several choices below the line the one that the pack makes. */
export function recountFigures(r: Recounted, pack: Pack, b: Bulletin): Figures {
  const listed = new Set(b.topics.map((t) => t.code))
  const online = new Set(pack.kinds.channels.filter((c) => c.medium === 'online').map((c) => c.code))
  const { countsRedo, satisfiedAmong } = pack.visit
  const levels = new Set(
    pack.kinds.marks
      .filter((m) => m.group === 'desk' || m.group === 'campaign')
      .flatMap((m) => (m.levels ?? []).map((l) => `${m.code}.${l.code}`)),
  )
  const satisfied = r.satisfied[pack.handling.unreasonableExcluded.value ? 'withoutUnreasonable' : 'all']
  return {
    ...{ 呼入: r.calls.offered, 接听: r.calls.answered, 网上: r.media.online ?? 0 },
    ...each('诉求', {
      ...{ accepted: r.accepted, answered: r.onTheSpot, sent: r.sent, undecided: r.undecided, refused: r.refused },
      ...{ transferred: r.transferred, withdrawn: r.withdrawn, merged: r.merged, urged: r.urged, history: r.history },
    }),
    ...{ 工单: r.orders, 并走: r.mergedAway, 办结: r.closed },
    ...each('类型', r.types),
    // Which of several equals stands on the list is the pack's word; how many each has, and how many the n-th has, is not.
    ...each('热点', Object.fromEntries(Object.entries(r.topics).filter(([code]) => listed.has(code)))),
    ...each('热点位次', ranked(Object.values(r.topics).slice(0, Math.max(listed.size, pack.topTopics.value)))),
    ...each('渠道', Object.fromEntries(Object.entries(r.channels).filter(([code]) => online.has(code)))),
    ...each('标识', byKind(r.marks)),
    ...each('级别', Object.fromEntries(Object.entries(r.marks).filter(([code]) => levels.has(code)))),
    ...each('单位', r.units),
    ...part('接通率', { n: r.calls.answered, of: r.calls.offered }),
    ...part('在线办结率', { n: r.onTheSpot, of: r.accepted }),
    ...part('按时办结率', r.onTime[pack.onTimeAmong.value]),
    ...part('办结率', { n: r.closed, of: r.dispatched }),
    ...part('回访率', r.visited),
    ...part('有效回访率', r.reached),
    ...part('满意率', satisfied[countsRedo.value === 'first' ? 'first' : 'last'][satisfiedAmong.value]),
    ...part('问题解决率', r.solved),
    ...part('群众联系率', r.contacted),
  }
}

interface Coded {
  code: string
  label?: string
  name?: string
  short?: string
}
const codeOf = (list: readonly Coded[], name: string) => list.find((c) => [c.code, c.label, c.name, c.short].includes(name))?.code ?? name

/** What the profile itself says of those numbers, under the same names. */
export function toldFigures(told: Told, pack: Pack): Figures {
  const { kinds, categories, units } = pack
  const { requests, orders = {} } = told
  const named = (name: string, list: readonly Coded[], given: Record<string, number> = {}) =>
    each(name, Object.fromEntries(Object.entries(given).map(([key, count]) => [codeOf(list, key), count])))
  const marks = Object.entries(told.marks ?? {}).map(([name, given]) => {
    const kind = kinds.marks.find((k) => [k.code, k.label].includes(name))
    return typeof given === 'number'
      ? { [`标识 ${kind?.code}`]: given }
      : each(
          '级别',
          Object.fromEntries(Object.entries(given).map(([level, n]) => [`${kind?.code}.${codeOf(kind?.levels ?? [], level)}`, n])),
        )
  })
  const { onTheSpot, ...others } = requests
  const all: Record<string, number | undefined> = {
    ...{ 呼入: told.calls?.offered, 接听: told.calls?.answered, 网上: told.online, 工单: orders.total },
    ...each('诉求', others),
    '诉求 answered': onTheSpot,
    ...named('类型', kinds.types, told.types),
    ...named('热点', categories, told.topics),
    ...named('单位', units, told.units),
    ...named('渠道', kinds.channels, told.channels),
    ...Object.assign({}, ...marks),
  }
  return Object.fromEntries(Object.entries(all).filter((row): row is [string, number] => row[1] !== undefined))
}

/** What differs, by name: what one says and what the other says. Nothing listed is the same as nought. */
export const differing = (given: Figures, got: Figures, names = new Set([...Object.keys(given), ...Object.keys(got)])) =>
  [...names].flatMap((name) => ((given[name] ?? 0) === (got[name] ?? 0) ? [] : [[name, given[name] ?? 0, got[name] ?? 0]]))
