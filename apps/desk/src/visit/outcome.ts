import type { Outcome } from '@huying/core/visit/outcome'
import { RESOLUTION_WORDS } from '../words.ts'
import type { Scale } from './answers.ts'

/** 联系过 · 已解决 · 满意; what was not answered says so. */
export function outcomeText(outcome: Outcome | null | undefined, scale: readonly Scale[]): string {
  if (!outcome) return '没有结果'
  const { contacted, solved, satisfied } = outcome
  return [
    contacted === undefined ? '联系未作答' : contacted ? '联系过' : '没有联系',
    solved === undefined ? '解决未作答' : RESOLUTION_WORDS[solved],
    satisfied === undefined ? '满意未作答' : (scale.find(({ code }) => code === satisfied)?.label ?? satisfied),
  ].join(' · ')
}
