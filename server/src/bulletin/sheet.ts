/** 通报 as it is read and printed: title, number, parts with their figures filled in, rulings, what changed, whom it is sent to. */
import { kindOf } from '@huying/core/bulletin/bars'
import { periodWords } from '@huying/core/bulletin/period'
import { type Edition, type Finding, grantedOf, sectionOf, type Written } from '@huying/core/bulletin/state'
import { EDITION_WORDS, EFFECT_WORDS } from '@huying/core/bulletin/words'
import type { Policy } from '@huying/core/policy/policy'
import { type Bulletin, bulletinFrom } from '../figures/bulletin.ts'
import type { Month } from '../figures/month.ts'
import { type UnitFigures, unitsFrom } from '../figures/units.ts'
import { readTexts, revealTexts } from '../text/read.ts'
import type { Shell } from '../shell/shell.ts'
import { type Changed, type Compared, comparedOf, diffOf } from './diff.ts'
import { lookFrozen } from './look.ts'
import { type Part, sentenceOf } from './sentences.ts'
import { comparedTable, type Table, tablesOf } from './tables.ts'

export interface SheetSection {
  code: string
  title: string
  /** Which figures stand in it. */
  figures?: 'running' | 'handling'
  paragraphs: Part[][]
  tables: Table[]
}
export interface BulletinSheet {
  id: string
  kind: string
  label: string
  period: string
  no: number
  stage: string
  cutoff: number
  title: string
  number: string | null
  issuedAt: number | null
  sections: SheetSection[]
  addressees: { label: string; names: string[] }[]
  rulings: { number: string; unit: string; claim: string; effect: string; edition: number }[]
  /** 与上期相比, where the period before was issued. */
  compared?: Compared
  /** Against the edition that it corrects. */
  changes?: { no: number; figures: Changed[] }
  figures: Bulletin
  units: UnitFigures[]
  facts: { count: number; hash: string }
}

export async function sheetOf(shell: Shell, centre: string, edition: Edition): Promise<BulletinSheet> {
  const look = await lookFrozen(shell, centre, edition)
  const { policy } = look
  const [figures, units] = [bulletinFrom(look), unitsFrom(look)]
  const compared = await comparedWith(shell, centre, edition.previous, look)
  const kind = kindOf(policy, edition.kind)
  const words = await wordsOf(shell, centre, edition)
  const sections = (kind?.sections ?? []).map(({ code, title, figures: part, sentences = [] }): SheetSection => {
    const written =
      words
        .get(code)
        ?.split(/\n+/)
        .filter((line) => line.trim()) ?? []
    const tables = part ? tablesOf(part, figures, units) : []
    if (part === 'running' && compared) tables.push(comparedTable(compared))
    const paragraphs = [...sentences, ...written].map((one) => sentenceOf(one, figures, look))
    return { code, title, figures: part, paragraphs, tables }
  })
  const { id, period, no, stage, cutoff, issued, facts = { count: 0, hash: '' } } = edition
  return {
    ...{ id, period, no, stage, cutoff, figures, units, sections, facts },
    ...{ kind: edition.kind, label: kind?.label ?? '', title: titleOf(edition, policy), number: numberOf(edition, policy) },
    issuedAt: issued?.at ?? null,
    addressees: addresseesOf(edition, policy),
    rulings: rulingsOf(edition, policy),
    ...(compared ? { compared } : {}),
    ...(edition.corrects ? { changes: await changesOf(shell, centre, edition.corrects, look) } : {}),
  }
}

export function titleOf({ kind, period, last }: Edition, policy: Policy): string {
  const words: Record<string, string> = {
    ...{ city: policy.pack.city.name, period: periodWords(period) },
    ...{ year: period.slice(0, 4), month: String(Number(last.slice(5, 7))) },
  }
  return (kindOf(policy, kind)?.title ?? '').replace(/\{(\w+)\}/g, (_braced, name: string) => words[name] ?? '')
}

/** 2024年第11期（总第35期）; a correction says which edition it is. */
export function numberOf({ kind, issued, no }: Edition, policy: Policy): string | null {
  if (!issued) return null
  const words: Record<string, number> = { ...issued.issue }
  const number = (kindOf(policy, kind)?.number.value ?? '').replace(/\{(\w+)\}/g, (_braced, name: string) => String(words[name] ?? ''))
  return no > 1 ? `${number} 第 ${no} 版（更正）` : number
}

export const stageText = ({ stage, no }: Pick<Edition, 'stage' | 'no'>) =>
  stage === 'issued' ? `${EDITION_WORDS.issued}（第 ${no} 版）` : `${EDITION_WORDS[stage]} · 第 ${no} 版`

function addresseesOf({ kind }: Edition, policy: Policy) {
  const { to, report, send } = kindOf(policy, kind)?.addressees ?? {}
  return [
    { label: '主送', names: to?.value ?? [] },
    { label: '报', names: report?.value ?? [] },
    { label: '发', names: send?.value ?? [] },
  ].filter(({ names }) => names.length > 0)
}

function rulingsOf(edition: Edition, policy: Policy): BulletinSheet['rulings'] {
  const claims = kindOf(policy, edition.kind)?.objections ?? []
  return grantedOf(edition).map(({ fact, unit, claim, effect, edition: no }) => ({
    number: fact.number,
    unit: policy.unit(unit)?.name ?? unit,
    claim: claims.find(({ code }) => code === claim)?.label ?? claim,
    effect: EFFECT_WORDS[effect],
    edition: no,
  }))
}

/** The words of each part as they may be printed: masked, but for what another person passed. */
async function wordsOf(shell: Shell, centre: string, edition: Edition): Promise<Map<string, string>> {
  const written = Object.keys(edition.sections).flatMap((code): [string, Written][] => {
    const { written: one } = sectionOf(edition, code)
    return one ? [[code, one]] : []
  })
  const masked = await readTexts(
    shell.pool,
    centre,
    written.map(([, { text }]) => text.id),
  )
  const passed = written.filter(([, { findings }]) => findings.some((one) => one.passed)).map(([, { text }]) => text.id)
  const whole = passed.length ? await revealTexts(shell.pool, centre, passed, shell.crypto) : new Map<string, string>()
  return new Map(written.map(([code, { text, findings }]) => [code, shown(masked.get(text.id) ?? '', whole.get(text.id), findings)]))
}

/** Masks keep the length of what they hide, so places are the same in both. */
const shown = (masked: string, whole: string | undefined, findings: readonly Finding[]) =>
  findings
    .filter((one) => one.passed && whole !== undefined)
    .reduce((text, { from, to }) => text.slice(0, from) + (whole ?? '').slice(from, to) + text.slice(to), masked)

async function changesOf(shell: Shell, centre: string, before: string, look: Month) {
  const state = await editionBy(shell, centre, before)
  return state && { no: state.no, figures: diffOf(await lookFrozen(shell, centre, state), look) }
}

async function comparedWith(shell: Shell, centre: string, previous: Edition['previous'], look: Month): Promise<Compared | undefined> {
  const state = previous && (await editionBy(shell, centre, previous.id))
  if (!state) return undefined
  return { period: periodWords(state.period), no: state.no, figures: comparedOf(await lookFrozen(shell, centre, state), look) }
}

async function editionBy({ pool }: Shell, centre: string, id: string): Promise<Edition | undefined> {
  const { rows } = await pool.query<{ state: Edition }>('select state from edition where centre_id = $1 and id = $2::uuid', [centre, id])
  return rows[0]?.state
}
