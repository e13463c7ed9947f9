import type { Catalogue } from '../../catalogue.ts'
import { dueText } from '../../time.ts'
import { CLOCK_WORDS } from '../../words.ts'
import { untilText, type Reading, type Sentence } from './parts.ts'

/** Events told here. */
export const RULING = [
  'return_ruled',
  'ruling_given',
  'extension_ruled',
  'pause_ruled',
  'sent_back',
  'accepted',
  'waived',
  'unreasonable_ruled',
  'marked',
  'unmarked',
  'corrected',
  'alarmed',
  'recalculated',
] as const

/** What the level above and the centre decide. */
export function ruling({ line, words }: Reading<(typeof RULING)[number]>): Sentence | undefined {
  switch (line.type) {
    case 'return_ruled':
      return { title: line.body.granted ? '同意退单' : '不予退单', why: line.body.note }
    case 'ruling_given':
      return { title: '定责', rest: `由${words.unitShort(line.body.to)}主办`, why: `依据：${line.body.basis}`, kind: 'stage' }
    case 'extension_ruled':
      return line.body.granted
        ? { title: '同意延期', rest: untilText(line.body.clocks), why: line.body.note, kind: 'stage' }
        : { title: '不同意延期', why: line.body.note }
    case 'pause_ruled':
      return line.body.granted
        ? { title: '同意暂停计时', why: line.body.note, kind: 'stage' }
        : { title: '不同意暂停计时', why: line.body.note }
    case 'sent_back':
      return {
        title: '驳回',
        rest: `${words.unitShort(line.unit)}的答复`,
        why: [words.reasonName('review', line.body.reason), line.body.why].filter(Boolean).join('：'),
        kind: 'stage',
      }
    case 'accepted':
      return { title: '审核通过', rest: ` ${words.unitShort(line.unit)}`, minor: line.unit === undefined }
    case 'waived':
      return { title: '协办免办', rest: ` ${words.unitShort(line.unit)}`, why: line.body.why }
    case 'unreasonable_ruled':
      return { title: line.body.granted ? '核准无理诉求认定' : '不予认定无理诉求', why: line.body.note }
    case 'marked':
      return { title: `标为“${words.markName(line.body.mark.kind, line.body.mark.level)}”`, why: line.body.mark.why }
    case 'unmarked':
      return { title: `取消“${words.markName(line.body.kind)}”`, why: line.body.why }
    case 'corrected':
      return correction(line.body, words)
    case 'recalculated':
      return { title: '重算时限', rest: `：${line.body.changes.map(changeText).join('；')}`, why: line.body.why, kind: 'stage' }
    case 'alarmed':
      return {
        title: `${CLOCK_WORDS[line.body.clock]}时限${line.body.level === 'over' ? '超期' : '临期'}提醒`,
        rest: ` ${line.body.to === 'head' ? `${words.term('centre', '热线中心')}负责人` : words.unitShort(line.unit)}`,
        minor: true,
      }
  }
}

/** 办结 2027-01-06 周三 24:00 → 2027-01-07 周四 24:00. */
const changeText = ({ clock, before, after }: { clock: keyof typeof CLOCK_WORDS; before: number; after: number }) =>
  `${CLOCK_WORDS[clock]} ${before === after ? `${dueText(after)} 不变` : `${dueText(before)} → ${dueText(after)}`}`

function correction(
  { field, from, to, why }: { field: string; from: unknown; to: unknown; why: string },
  words: Catalogue,
): Sentence | undefined {
  const texts: Record<string, (value: unknown) => string> = {
    type: (value) => words.typeName(String(value)),
    category: (value) => words.categoryPath(String(value)),
    title: String,
  }
  const text = texts[field]
  return text && { title: '更正', rest: ` ${words.term(`fact.${field}`, '标题')}：${text(from)} → ${text(to)}`, why }
}
