/** What stands against an edition's commands, said once. */
import { bar, type Context, type Refusal, refused } from '../kernel.ts'
import type { Policy } from '../policy/policy.ts'
import type { BulletinKind } from '../policy/schema.ts'
import { type Edition, type EditionStage, sectionOf } from './state.ts'
import { EDITION_WORDS, findingWord } from './words.ts'

export const kindOf = (policy: Policy, code: string): BulletinKind | undefined => policy.pack.bulletins?.find((one) => one.code === code)

export const inStage = (edition: Edition, stages: readonly EditionStage[], act: string): Refusal | undefined =>
  stages.includes(edition.stage) ? undefined : bar('stage', `通报在“${EDITION_WORDS[edition.stage]}”，不能${act}`)

/** Stages in which texts may still be written: until the leader has them before him. */
export const WRITABLE: readonly EditionStage[] = ['draft', 'checking', 'final']

export function partOf({ kind }: Edition, code: string, policy: Policy): { title: string } | { refusal: Refusal } {
  const part = kindOf(policy, kind)?.sections.find((one) => one.code === code)
  if (!part) return { refusal: bar('unknown_code', '通报没有这一部分，请从列表中选择', { field: 'section' }) }
  if (part.figures) return { refusal: bar('stage', `“${part.title}”的数字由系统从关账数据填写，不能改写`, { field: 'section' }) }
  return part
}

/** 勾稽: what does not add up stops the bulletin where it is (SEC-01). */
export function unbalanced({ facts }: Context): ReturnType<typeof refused> | undefined {
  const found = facts.differences ?? []
  if (!found.length) return undefined
  const said = found.slice(0, 5).map(({ text, left, right }) => `${text}：${left} ≠ ${right}，相差 ${Math.abs(left - right)}`)
  return refused(
    'unbalanced',
    `勾稽不平，不能继续：${said.join('；')}${found.length > 5 ? `；另有 ${found.length - 5} 项` : ''}。请先核对明细`,
  )
}

/** Personal data in the texts that nobody has passed; the first place of each part is named (SEC-05). */
export function unmasked(edition: Edition, policy: Policy): ReturnType<typeof refused> | undefined {
  const sections = kindOf(policy, edition.kind)?.sections ?? []
  const places = sections.flatMap(({ code, title }) =>
    (sectionOf(edition, code).written?.findings ?? [])
      .filter(({ passed }) => !passed)
      .map(({ kind, from, to }) => ({ code, said: `“${title}”第 ${from + 1} 至 ${to} 字疑似${findingWord(kind)}` })),
  )
  const [first] = places
  if (!first) return undefined
  const said = places.slice(0, 5).map((one) => one.said)
  return refused('personal', `文字中有个人信息，不能送审：${said.join('；')}。请改写，或由他人复核通过`, {
    field: `sections.${first.code}`,
  })
}
