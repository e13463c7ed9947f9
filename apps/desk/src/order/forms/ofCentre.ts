/** Forms of the centre's acts on the whole order. */
import { get } from '../../api.ts'
import { VOID_WORDS } from '../../words.ts'
import { UnreasonableAsked } from './About.tsx'
import { type Ask, filledIn, type FieldSpec, type FormSpec, isOn, isYes, listOf, plainOptions, textOf } from './spec.ts'

const limit: FieldSpec = { key: 'limit', label: '办理时限', kind: 'limit', hint: () => '几个工作日；不填按规则计算' }
const why = (label: string, max = 300): FieldSpec => ({ key: 'why', label, kind: 'area', required: true, rows: 3, max })

export const dispatchForm: FormSpec = {
  fields: [
    { key: 'unit', label: '主办单位', kind: 'pick', required: true, options: ({ words }) => words.units, hint: proposalText },
    limit,
    { key: 'assists', label: '协办单位', kind: 'picks', options: ({ words }) => words.units },
  ],
  initial: ({ order }) => ({ unit: order.state.proposal?.unit, assists: order.state.proposal?.assists ?? [] }),
  input: (values, ask) => {
    const { unit, limit: length } = filledIn(dispatchForm, values, ask)
    const assists = listOf(values.assists).filter((code) => code !== unit)
    return { lead: { unit, limit: length }, ...(assists.length > 0 ? { assists: assists.map((code) => ({ unit: code })) } : {}) }
  },
}

function proposalText({ order, words }: Ask): string | undefined {
  const { proposal } = order.state
  return proposal?.unit ? `系统建议：${words.unitName(proposal.unit)}，${proposal.why}` : undefined
}

export const mergeForm: FormSpec = {
  fields: [
    {
      key: 'number',
      label: '并入工单',
      kind: 'line',
      required: true,
      max: 20,
      hint: () => '工单编号，如 241104-0203；各诉求编号、答复和回访不变',
    },
    why('并单原因'),
  ],
  input: async (values) => {
    const typed = textOf(values.number).trim()
    const { rows } = await get<{ rows: { id: string; number: string }[] }>('/api/orders/list/all', { q: typed, limit: 5 })
    return { into: rows.find(({ number }) => number === typed || number.replace('-', '') === typed)?.id ?? typed, why: values.why }
  },
}

export const splitForm: FormSpec = {
  fields: [
    {
      key: 'request',
      label: '拆出的诉求',
      kind: 'pick',
      required: true,
      options: ({ order }) => order.members.map(({ id, number, title }) => ({ code: id, label: `${number} ${title}`, initials: '' })),
    },
    why('拆分原因'),
  ],
}

const levelsOf = ({ words }: Ask, kind: string) => words.marks.find(({ code }) => code === kind)?.levels ?? []

export const markForm: FormSpec = {
  fields: [
    { key: 'kind', label: '标识', kind: 'pick', required: true, options: ({ words }) => words.marks },
    {
      key: 'level',
      label: '级别',
      kind: 'pick',
      required: true,
      shown: (values, ask) => levelsOf(ask, textOf(values.kind)).length > 0,
      options: ({ words }) => words.marks.flatMap(({ levels }) => levels.map((level) => ({ ...level, initials: '' }))),
    },
    { key: 'why', label: '原因', kind: 'area', rows: 2, max: 300 },
  ],
}

export const unmarkForm: FormSpec = {
  fields: [
    {
      key: 'kind',
      label: '取消的标识',
      kind: 'pick',
      required: true,
      options: ({ order, words }) =>
        order.state.marks.map(({ kind, level }) => ({ code: kind, label: words.markName(kind, level), initials: '' })),
    },
    { key: 'why', label: '原因', kind: 'area', rows: 2, max: 300 },
  ],
  initial: ({ order }) => ({ kind: order.state.marks.length === 1 ? order.state.marks[0]?.kind : undefined }),
}

export const correctForm: FormSpec = {
  fields: [
    { key: 'type', label: '诉求类型', kind: 'pick', options: ({ words }) => words.types },
    { key: 'category', label: '事项', kind: 'pick', options: ({ words }) => words.categories.filter(({ leaf }) => leaf) },
    { key: 'title', label: '标题', kind: 'line', max: 60 },
    why('更正原因'),
  ],
  initial: ({ order }) => ({ type: order.state.type, category: order.state.category, title: order.state.title }),
  input: (values, { order: { state } }) => {
    const { type, category, title } = state
    const before: Record<string, string> = { type, category, title }
    const changed = Object.entries(before).filter(([key, old]) => isOn(values[key]) && textOf(values[key]).trim() !== old)
    return { changes: Object.fromEntries(changed.map(([key]) => [key, textOf(values[key]).trim()])), why: values.why }
  },
}

export const reopenForm: FormSpec = {
  fields: [
    why('重启原因', 500),
    { key: 'unit', label: '承办单位', kind: 'pick', options: ({ words }) => words.units, hint: () => '不填仍由上次的主办单位办理' },
  ],
}

export const archiveForm: FormSpec = {
  fields: [
    {
      key: 'cause',
      label: '成因',
      kind: 'pick',
      required: true,
      options: ({ words }) => words.reasons.cause,
      hint: () => '归档后只读，只能更正',
    },
  ],
  initial: ({ order }) => ({ cause: order.state.cause }),
}

export const voidForm: FormSpec = {
  fields: [
    {
      key: 'reason',
      label: '作废原因',
      kind: 'choice',
      required: true,
      options: () => plainOptions(VOID_WORDS),
      hint: ({ order }) => `${order.members.length} 件诉求一并作废，编号不再使用，不能收回`,
    },
    { key: 'note', label: '说明', kind: 'area', rows: 2, max: 300 },
  ],
  submit: () => '作废工单',
}

export const waiveForm: FormSpec = { fields: [{ ...why('免办原因'), hint: () => '免办后主办单位不再等待其反馈；已发生的超期仍计入' }] }

export const ruleUnreasonableForm: FormSpec = {
  About: UnreasonableAsked,
  fields: [
    {
      key: 'granted',
      label: '认定',
      kind: 'choice',
      required: true,
      options: () => plainOptions({ yes: '核准', no: '不予认定' }),
    },
    { key: 'note', label: '意见', kind: 'area', rows: 3, max: 500, required: (values) => values.granted === 'no' },
  ],
  input: (values, ask) => ({ ...filledIn(ruleUnreasonableForm, values, ask), granted: isYes(values.granted) }),
}
