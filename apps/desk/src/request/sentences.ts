/** Events of a request as lines of 经过 (terms.md 4). */
import { countText } from '@huying/core/request/input'
import { STEP_WORDS } from '@huying/core/steps'
import type { TimelineDay, TimelineItem } from '@huying/ui'
import type { Catalogue } from '../catalogue.ts'
import { dayNumber, dueText, timeText, weekText } from '../time.ts'
import { POST_WORDS, RESOLUTION_WORDS, SETTLED_WORDS, VOID_WORDS } from '../words.ts'
import type { RequestLine } from './types.ts'

interface Sentence extends Pick<TimelineItem, 'title' | 'rest' | 'quote' | 'kind'> {
  why?: string
}

const FIELDS: Readonly<Record<string, string>> = {
  type: '诉求类型',
  category: '事项',
  title: '标题',
  content: '内容',
  place: '地点',
  since: '发生时间',
  affected: '影响户数',
  alike: '同样情况者',
  wants: '希望结果',
  facts: '事项要素',
  confidential: '保密',
  requester: '联系号码',
}

/** A value of a field in words; compound ones by their readable part. */
function valueText(field: string, value: unknown, words: Catalogue): string {
  if (value === null || value === undefined) return '空'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (field === 'type') return words.typeName(String(value))
  if (field === 'category') return words.categoryName(String(value))
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (typeof value === 'object' && 'low' in value) return countText(value as Parameters<typeof countText>[0])
  if (field === 'place') {
    const { region, text } = value as { region?: string; text?: string }
    return [words.placeName(region), text].filter(Boolean).join(' ')
  }
  return field === 'requester'
    ? '已更换'
    : Object.values(value)
        .filter((one) => typeof one === 'string')
        .join('、')
}

function sentenceOf(line: RequestLine, words: Catalogue): Sentence | undefined {
  switch (line.type) {
    case 'reached':
      return { title: STEP_WORDS.request.reached, kind: 'stage' }
    case 'registered':
      return { title: '登记诉求', why: words.channelName(line.body.fields.channel), kind: 'stage' }
    case 'imported':
      return { title: '导入历史件', kind: 'stage' }
    case 'accepted':
      return {
        title: '受理',
        rest: line.body.read ? `，归为${words.typeName(line.body.read.type)} · ${words.categoryName(line.body.read.category)}` : undefined,
        kind: 'stage',
      }
    case 'recalculated': {
      const { before, answerBy, why } = line.body
      const rest = before === answerBy.due ? `：${dueText(before)} 不变` : `：${dueText(before)} → ${dueText(answerBy.due)}`
      return { title: '重算答复时限', rest, why }
    }
    case 'answered':
      return { title: '当场答复', quote: line.body.text, why: citedText(line.body.knowledge), kind: 'stage' }
    case 'refused':
      return {
        title: '不予受理',
        rest: `：${words.reasonName('refusal', line.body.reason)}`,
        why: `已告知 ${line.body.told}`,
        quote: line.body.note,
        kind: 'stage',
      }
    case 'transferred':
      return { title: '转接', rest: `至${line.body.to}`, quote: line.body.note, kind: 'stage' }
    case 'forwarded':
      return { title: line.body.into ? '并入工单' : '转办，形成工单', rest: ` ${line.body.number}`, kind: 'stage' }
    case 'linked':
      return line.body.why === 'opened' ? undefined : { title: '并入工单', rest: ` ${line.body.number}` }
    case 'unlinked':
      return { title: '从工单拆出' }
    case 'replied':
      return {
        title: '承办单位答复',
        rest: `：${RESOLUTION_WORDS[line.body.solved]}`,
        why: words.unitName(line.body.unit),
        quote: line.body.text,
        kind: 'stage',
      }
    case 'visit_owed':
      return { title: '安排回访' }
    case 'urged':
      return { title: '诉求人催办', kind: 'citizen' }
    case 'appended':
      return { title: '补充内容', quote: line.body.text, kind: 'citizen' }
    case 'asked':
      return { title: '查询进度', kind: 'citizen' }
    case 'rated':
      return {
        title: '诉求人评价',
        rest: `：${line.body.solved ? '已解决' : '没有解决'}，${words.scale.find(({ code }) => code === line.body.satisfied)?.label ?? ''}`,
        quote: line.body.text,
        kind: 'citizen',
      }
    case 'visited':
      return { title: line.body.reached ? '回访' : '回访未联系上', kind: 'stage' }
    case 'withdrawn':
      return { title: '诉求人撤回', quote: line.body.reason, kind: 'citizen' }
    case 'marked':
      return { title: `标为${words.markName(line.body.mark.kind, line.body.mark.level)}` }
    case 'unmarked':
      return { title: `取消${words.markName(line.body.kind)}`, why: line.body.why }
    case 'corrected': {
      const { field, from, to, why } = line.body
      if (!FIELDS[field]) return undefined
      return { title: `更正${FIELDS[field]}`, rest: `：${valueText(field, from, words)} → ${valueText(field, to, words)}`, why }
    }
    case 'filled':
      return { title: `补齐${FIELDS[line.body.field] ?? '要素'}`, rest: `：${valueText(line.body.field, line.body.to, words)}` }
    case 'excluded':
      return { title: '不计入考核', why: line.body.why }
    case 'closed':
      return { title: '办结', why: SETTLED_WORDS[line.body.how], kind: 'stage' }
    case 'reopened':
      return { title: '发回重办', rest: `（第 ${line.body.round - 1} 次）`, kind: 'stage' }
    case 'voided':
      return { title: '作废', rest: `：${VOID_WORDS[line.body.reason] ?? line.body.reason}`, quote: line.body.note, kind: 'stage' }
    case 'erasure_asked':
      return { title: '申请删除个人信息', rest: `，${line.body.by}`, quote: line.body.basis, kind: 'stage' }
    case 'erasure_declined':
      return { title: '不同意删除个人信息', quote: line.body.note, kind: 'stage' }
    case 'erased':
      return { title: '已删除个人信息', rest: '，不能恢复', kind: 'stage' }
    case 'archived':
      return { title: '归档', kind: 'stage' }
  }
}

const citedText = (cited: readonly { code: string; version: number }[]) =>
  cited.length > 0 ? `引用口径 ${cited.map(({ code, version }) => `${code} 第 ${version} 版`).join('、')}` : undefined

function whoDid({ post, body }: RequestLine, words: Catalogue): string {
  if (post === 'citizen') return '诉求人'
  const person = 'by' in body ? body.by : ''
  if (post === 'system' && !person) return '系统'
  return [words.term(`post.${post}`, POST_WORDS[post] ?? ''), person].filter(Boolean).join(' ')
}

/** 经过, newest first, day by day. */
export function courseOf(lines: readonly RequestLine[], words: Catalogue): TimelineDay[] {
  const days: { key: string; label: string; items: TimelineItem[] }[] = []
  for (const line of [...lines].reverse()) {
    const sentence = sentenceOf(line, words)
    if (!sentence) continue
    const key = String(dayNumber(line.at))
    let day = days.at(-1)
    if (day?.key !== key) {
      day = { key, label: weekText(line.at), items: [] }
      days.push(day)
    }
    const { why, kind = 'plain', ...rest } = sentence
    const detail = [whoDid(line, words), why].filter(Boolean).join(' · ')
    day.items.push({ key: `${line.at} ${line.type} ${day.items.length}`, time: timeText(line.at), ...rest, kind, detail })
  }
  return days
}
