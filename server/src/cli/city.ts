/** `huying city check|publish|export`: a city's folder against the schema, its lint and its examples; into and out of a running centre. */
import { administratorFaults } from '@huying/core/access/administrators'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { formatDue, instantOf } from '@huying/core/calendar'
import { dictionaryFaults } from '@huying/core/measure/dictionary'
import { PRINTED } from '../figures/bulletin.ts'
import type { FactRow } from '@huying/core/condition'
import { clockFor } from '@huying/core/deadline/choose'
import { route } from '@huying/core/dispatch/route'
import { unknownNames } from '@huying/core/bulletin/sentence'
import type { BulletinKind, ClockKind, Occasion, Pack } from '@huying/core/policy/schema'
import { type Policy, policyOf } from '@huying/core/policy/policy'
import { parse, stringify } from 'yaml'
import { CHECKED } from '../bulletin/check.ts'
import { yearsArranged } from '../business/recalculate.ts'
import { readKnowledge, readPack } from '../pack/folder.ts'
import { ownerOf } from '../knowledge/owner.ts'
import { publishEntries } from '../knowledge/publish.ts'
import { settleReviews } from '../knowledge/review.ts'
import type { Shell } from '../shell/shell.ts'

export interface Checked {
  name: string
  faults: string[]
  counts: Record<string, number>
}

interface Example {
  name: string
  /** Facts of a matter, and the moments its clocks count from; times are Beijing time, 24:00 is the end of that day. */
  given: FactRow & { receivedAt: string; dispatchedAt?: string; signedAt?: string; parentDue?: string }
  expect: { clock?: ClockKind; due?: string; unit?: string }
}

/** Schema, then lint, then the examples a civil servant can read. An empty list of faults means the city may be published. */
export async function checkCity(cities: string, name: string): Promise<Checked> {
  const read = await readPack(cities, name)
  if (!read.ok) return { name, faults: read.faults.map((f) => `${f.path}：${f.message}`), counts: {} }
  const { pack } = read
  const policy = policyOf(pack)
  const examples = await readExamples(path.join(cities, name, 'examples.yaml'))
  const faults = [...lint(pack, policy), ...examples.flatMap((e) => failures(e, policy))]
  return {
    name,
    faults,
    counts: {
      事项: pack.categories.length,
      单位: pack.units.length,
      地名: pack.gazetteer.length,
      职责: pack.duties.length,
      时限: pack.deadlines.length,
      示例: examples.length,
    },
  }
}

async function readExamples(file: string): Promise<Example[]> {
  return existsSync(file) ? (parse(await readFile(file, 'utf8')) as Example[]) : []
}

/** Every leaf has a deadline and a road to a unit (or is a declared gap); every code that is referred to exists. */
export function lint(pack: Pack, policy: Policy): string[] {
  const out: string[] = []
  const now = instantOf('2024-11-04T09:00')
  for (const leaf of pack.categories.filter((c) => policy.isLeaf(c.code))) {
    const facts = {
      type: 'complaint',
      category: leaf.code,
      categoryPath: policy.categoryPath(leaf.code),
      urgency: 'normal',
      level: 1,
      role: 'lead',
      round: 1,
      channel: 'phone',
    }
    if (!policy.categoryPath(leaf.code).some((c) => policy.duties(c).length)) out.push(`事项“${leaf.name}”没有职责条目`)
    if (!clockFor('close', facts, { accepted: now, dispatched: now }, { policy, now })) out.push(`事项“${leaf.name}”没有办结时限`)
  }
  for (const duty of pack.duties) {
    if (!policy.category(duty.category)) out.push(`职责 ${duty.code} 的事项 ${duty.category} 不存在`)
    for (const unit of [duty.unit, ...(duty.assists ?? [])])
      if (unit && !policy.unit(unit)) out.push(`职责 ${duty.code} 的单位 ${unit} 不存在`)
    if (!duty.unit && !duty.county && !duty.gap) out.push(`职责 ${duty.code} 没有写明由谁承担`)
  }
  for (const unit of pack.units) if (unit.parent && !policy.unit(unit.parent)) out.push(`单位 ${unit.name} 的上级 ${unit.parent} 不存在`)
  for (const category of pack.categories)
    if (category.parent && !policy.category(category.parent)) out.push(`事项 ${category.name} 的上级 ${category.parent} 不存在`)
  for (const { label, medium, superior } of pack.kinds.channels)
    if (superior && (medium === 'phone' || medium === 'counter'))
      out.push(`来源“${label}”标为上级平台，途径却是电话或窗口；上级平台转来的应为网上（online）或转来（transfer）`)
  out.push(...administratorFaults(pack.posts))
  out.push(...(pack.messages ?? []).flatMap((row) => messageFaults(row, policy)))
  out.push(...(pack.bulletins ?? []).flatMap(bulletinFaults))
  out.push(
    ...dictionaryFaults(policy),
    ...PRINTED.filter((code) => !pack.measures[code]).map((code) => `报表引用的指标 ${code} 不在指标字典中`),
  )
  if (!policy.unit(pack.city.centreUnit)) out.push(`热线中心单位 ${pack.city.centreUnit} 不存在`)
  if (!pack.calendar.officeHours.value.length && pack.deadlines.some((d) => d.limit.unit === 'workhour'))
    out.push('有按工作时计的时限，但没有写工作时间')
  return out
}

/** An occasion that nobody could receive, or whose words would have a hole. */
function messageFaults({ label, event, posts = [], handler, text }: Occasion, policy: Policy): string[] {
  const answered = event === 'replied'
  const holes = answered ? /\{(due|unit)\}/ : /\{answer\}/
  return [
    ...posts.filter((code) => !policy.post(code)).map((code) => `短信“${label}”的收信岗位 ${code} 不存在`),
    ...(!answered && !posts.length && !handler ? [`短信“${label}”没有写明发给谁：请写 posts 或 handler`] : []),
    ...(holes.test(text) ? [`短信“${label}”用了这种事由没有的填空：${holes.exec(text)?.[0]}`] : []),
  ]
}

/** A sentence with a figure that there is not, or a check of a rate that there is not. */
function bulletinFaults({ label, sections, checked }: BulletinKind): string[] {
  const known: readonly string[] = CHECKED
  return [
    ...sections.flatMap(({ title, sentences = [] }) =>
      sentences.flatMap(unknownNames).map((name) => `通报“${label}”的“${title}”用了没有的数字：{${name}}`),
    ),
    ...checked.filter((rate) => !known.includes(rate)).map((rate) => `通报“${label}”要单位核对的指标 ${rate} 不存在`),
  ]
}

function failures({ name, given, expect }: Example, policy: Policy): string[] {
  const { receivedAt, dispatchedAt, signedAt, parentDue, ...told } = given
  const accepted = instantOf(receivedAt)
  const dispatched = dispatchedAt ? instantOf(dispatchedAt) : accepted
  const facts: FactRow = {
    urgency: 'normal',
    level: 1,
    role: 'lead',
    round: 1,
    categoryPath: policy.categoryPath(String(told.category ?? '')),
    ...told,
  }
  const out: string[] = []
  if (expect.due) {
    const moments = { accepted, dispatched, signed: signedAt ? instantOf(signedAt) : dispatched }
    const options = parentDue ? { parentDue: endOf(parentDue) } : {}
    const clock = clockFor(expect.clock ?? 'close', facts, moments, { policy, now: dispatched }, options)
    const got = clock && formatDue(clock.due).replace(/ 周. /, ' ')
    if (got !== expect.due.replace('T', ' ')) out.push(`示例“${name}”：截止应为 ${expect.due}，算得 ${got ?? '无时限'}`)
  }
  if (expect.unit) {
    const { unit } = route(facts, policy, receivedAt.slice(0, 10))
    if (unit !== expect.unit) out.push(`示例“${name}”：应派 ${expect.unit}，算得 ${unit ?? '无主'}`)
  }
  return out
}

const endOf = (text: string) => (text.endsWith('24:00') ? instantOf(text.replace('24:00', '23:59:59.999')) : instantOf(text))

/** Publishes a checked folder as the centre's next version; the first time with its starting set of 统一口径. */
export async function publishCity(
  shell: Shell,
  cities: string,
  name: string,
  by: string,
): Promise<{ centre: string; version: number; entries: number }> {
  const read = await readPack(cities, name)
  if (!read.ok)
    throw new Error(`机制配置 ${name} 有 ${read.faults.length} 处错误，第一处：${read.faults[0]?.path} ${read.faults[0]?.message}`)
  const centre = read.pack.city.code
  const now = shell.clock.now()
  const known = (await shell.packs.centres()).some((one) => one.centre === centre)
  const before = known ? (await shell.packs.current(centre)).policy.pack : read.pack
  const version = await shell.packs.publish(centre, read.pack, by, now)
  await yearsArranged(shell, centre, before, read.pack, version, by)
  const policy = policyOf(read.pack)
  const owned = version === 1 ? (await readKnowledge(cities, name)).map((e) => ({ ...e, unit: e.unit ?? ownerOf(policy, e.category) })) : []
  const entries = await publishEntries(shell.pool, centre, owned, by, now)
  await settleReviews(shell, centre)
  return { centre, version, entries }
}

/** Writes the pack in force as a folder that stands alone: one file for each part. */
export async function exportCity(shell: Shell, centre: string, folder: string): Promise<number> {
  const { policy } = await shell.packs.current(centre)
  await mkdir(folder, { recursive: true })
  const parts = Object.entries(policy.pack)
  for (const [part, value] of parts)
    await writeFile(path.join(folder, `${part}.yaml`), stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 }))
  return parts.length
}
