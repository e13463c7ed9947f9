/** What may be done with a request: what each command asks, and how what was filled in becomes its input. */
import { missingFacts } from '@huying/core/request/input'
import { post } from '../api.ts'
import type { Catalogue } from '../catalogue.ts'
import { type Ask, plain, type Values, YES } from '../form/fields.ts'
import { VOID_WORDS } from '../words.ts'
import type { RequestState } from './types.ts'

export interface RequestAct {
  command: string
  keyCap?: string
  rare?: boolean
  danger?: boolean
  asks?: (request: RequestState, words: Catalogue) => readonly Ask[]
  initial?: (request: RequestState) => Values
  /** The command's input; without it what was filled in, as it is. */
  input?: (given: Record<string, string>, words: Catalogue) => object
  /** Sent before it: what the command needs to find filled in. */
  before?: (request: RequestState, given: Record<string, string>) => Promise<unknown>
}

const leaves = ({ categories }: Catalogue) => categories.filter(({ leaf }) => leaf)
const types = ({ types: list }: Catalogue): Ask => ({ key: 'type', label: '诉求类型', kind: 'choice', required: true, options: list })
const matter = (words: Catalogue): Ask => ({ key: 'category', label: '事项', kind: 'pick', required: true, options: leaves(words) })

/** The facts without which an order is not sent out, as far as they are missing here. */
function lacking(request: RequestState, words: Catalogue): Ask[] {
  const wanted = request.praise ? [] : words.required.dispatch
  const missing = missingFacts(wanted, request as never)
  const asks: Record<string, Ask[]> = {
    place: [
      { key: 'region', label: '所在区域', kind: 'pick', required: true, options: words.places },
      { key: 'place', label: '地点', kind: 'line', max: 300 },
    ],
    since: [{ key: 'since', label: '发生时间', kind: 'line', required: true, max: 60 }],
    affected: [{ key: 'affected', label: '影响户数', kind: 'line', required: true, max: 6 }],
  }
  return missing.flatMap((code) => asks[code] ?? [])
}

async function fill(request: RequestState, { region, place, since, affected }: Record<string, string>) {
  if (!region && !place && !since && !affected) return
  const fills = {
    ...(region || place ? { place: { region, text: place } } : {}),
    ...(since ? { since } : {}),
    ...(affected ? { affected: { low: Number(affected.replace(/\D/g, '')), what: '户' } } : {}),
  }
  await post(`/api/requests/${request.id}/append`, { text: '受理时补齐要素', fills })
}

/** In the order in which they are wanted; the first that is offered is the main button. */
export const REQUEST_ACTS: readonly RequestAct[] = [
  {
    command: 'accept',
    keyCap: 'A',
    asks: (_request, words) => [types(words), matter(words)],
    initial: ({ type, category }) => ({ type, category }),
  },
  {
    command: 'forward',
    keyCap: 'Z',
    asks: (request, words) => lacking(request, words),
    input: () => ({}),
    before: fill,
  },
  { command: 'answer', keyCap: 'D', asks: () => [{ key: 'text', label: '答复内容', kind: 'area', required: true, rows: 6, max: 2000 }] },
  {
    command: 'refuse',
    keyCap: 'N',
    asks: (_request, { reasons }) => [
      { key: 'reason', label: '原因', kind: 'pick', required: true, options: reasons.refusal },
      { key: 'told', label: '告知渠道', kind: 'line', required: true, max: 200, hint: '告诉诉求人应通过哪里办理，含联系方式' },
      { key: 'note', label: '说明', kind: 'area', rows: 3, max: 500 },
    ],
  },
  {
    command: 'transfer',
    keyCap: 'T',
    asks: () => [
      { key: 'to', label: '转接至', kind: 'line', required: true, max: 40, hint: '110、119、120、122 或分中心' },
      { key: 'note', label: '说明', kind: 'area', rows: 3, max: 500 },
    ],
  },
  { command: 'urge', keyCap: 'U' },
  { command: 'append', keyCap: 'B', asks: () => [{ key: 'text', label: '补充内容', kind: 'area', required: true, rows: 5, max: 2000 }] },
  { command: 'ask_progress' },
  {
    command: 'rate',
    asks: (_request, { scale }) => [
      { key: 'solved', label: '是否解决', kind: 'choice', required: true, options: plain({ [YES]: '已解决', no: '没有解决' }) },
      { key: 'satisfied', label: '满意度', kind: 'choice', required: true, options: scale.map((one) => ({ ...one, initials: '' })) },
      { key: 'text', label: '意见', kind: 'area', rows: 3, max: 1000 },
      { key: 'wantsRedo', label: '要求重办', kind: 'tick' },
    ],
    input: ({ solved, wantsRedo, ...rest }) => ({ ...rest, solved: solved === YES, ...(wantsRedo ? { wantsRedo: true } : {}) }),
  },
  { command: 'withdraw', rare: true, asks: () => [{ key: 'reason', label: '撤回原因', kind: 'area', rows: 3, max: 300 }] },
  {
    command: 'mark',
    rare: true,
    asks: (_request, { marks }) => [
      { key: 'kind', label: '标识', kind: 'pick', required: true, options: marks },
      ...marks
        .filter(({ levels }) => levels.length > 0)
        .map(
          ({ code, levels }): Ask => ({
            key: `level ${code}`,
            label: '级别',
            kind: 'choice',
            required: true,
            options: levels.map((one) => ({ ...one, initials: '' })),
            shown: ({ kind }) => kind === code,
          }),
        ),
      { key: 'why', label: '理由', kind: 'line', max: 200 },
    ],
    input: ({ kind = '', why, ...levels }) => ({ kind, why, level: levels[`level ${kind}`] }),
  },
  {
    command: 'unmark',
    rare: true,
    asks: ({ marks }, words) => [
      {
        key: 'kind',
        label: '标识',
        kind: 'pick',
        required: true,
        options: marks.map(({ kind, level }) => ({ code: kind, label: words.markName(kind, level), initials: '' })),
      },
      { key: 'why', label: '理由', kind: 'line', max: 200 },
    ],
  },
  {
    command: 'correct',
    rare: true,
    asks: (_request, words) => [
      types(words),
      matter(words),
      { key: 'title', label: '标题', kind: 'line', required: true, max: 60 },
      { key: 'content', label: '内容', kind: 'area', required: true, rows: 5, max: 4000 },
      { key: 'region', label: '所在区域', kind: 'pick', options: words.places },
      { key: 'place', label: '地点', kind: 'line', max: 300 },
      { key: 'why', label: '更正原因', kind: 'line', required: true, max: 300, hint: '原值、新值、原因和经手人都留在经过中' },
    ],
    initial: ({ type, category, title, content, place }) => ({
      type,
      category,
      title,
      content,
      region: place.region ?? '',
      place: place.text ?? '',
    }),
    input: ({ why, region, place, ...changes }) => ({ why, changes: { ...changes, place: { region, text: place } } }),
  },
  {
    command: 'ask_erasure',
    rare: true,
    danger: true,
    asks: () => [
      {
        key: 'basis',
        label: '删除依据',
        kind: 'area',
        required: true,
        rows: 3,
        max: 500,
        hint: '写明申请人、申请日期和法律依据。另一人审批后，姓名、号码、住址、原文中的个人信息和照片永久删除，不能恢复，工单的附件在没有其他诉求人时一并删除；脱敏后的内容和办理经过保留。此前的备份到期前仍含这些内容，恢复时会重新删除',
      },
    ],
  },
  {
    command: 'rule_erasure',
    danger: true,
    asks: () => [
      {
        key: 'pass',
        label: '审批意见',
        kind: 'choice',
        required: true,
        options: plain({ [YES]: '同意删除（不能恢复）', no: '不同意' }),
      },
      { key: 'note', label: '说明', kind: 'area', rows: 3, max: 500, hint: '不同意的必须写明理由' },
    ],
    input: ({ pass, note }) => ({ pass: pass === YES, ...(note ? { note } : {}) }),
  },
  {
    command: 'void',
    rare: true,
    danger: true,
    asks: () => [
      { key: 'reason', label: '原因', kind: 'choice', required: true, options: plain(VOID_WORDS) },
      { key: 'note', label: '说明', kind: 'line', max: 300 },
    ],
  },
]

export async function sendAct(act: RequestAct, request: RequestState, given: Record<string, string>, words: Catalogue) {
  await act.before?.(request, given)
  await post(`/api/requests/${request.id}/${act.command}`, act.input ? act.input(given, words) : given)
}
