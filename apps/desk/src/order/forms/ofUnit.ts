/** Forms of the acts of the unit that holds the assignment. */
import { CONTACT_PURPOSES, CONTACT_RESULTS, PROGRESS_KINDS } from '../../words.ts'
import type { AssignmentState } from '../types.ts'
import { type Ask, filledIn, type FieldSpec, type FormSpec, listOf, plainOptions } from './spec.ts'

const otherUnits = ({ words, assignment }: Ask) => words.units.filter(({ code }) => code !== assignment?.unit)
const reasonsOf =
  (list: 'return' | 'extension' | 'pause') =>
  ({ words }: Ask) =>
    words.reasons[list]

const whichRequest: FieldSpec = {
  key: 'request',
  label: '诉求人',
  kind: 'pick',
  shown: (_values, { order }) => order.members.length > 1,
  options: ({ order }) =>
    order.members.map(({ id, number, person, title }) => ({ code: id, label: `${number} ${person?.name ?? title}`, initials: '' })),
}

export const contactForm: FormSpec = {
  fields: [
    { key: 'result', label: '结果', kind: 'choice', required: true, options: () => plainOptions(CONTACT_RESULTS) },
    {
      key: 'purpose',
      label: '事由',
      kind: 'choice',
      required: true,
      options: ({ order }) => plainOptions(CONTACT_PURPOSES).filter(({ code }) => order.state.praise || code !== 'thanks'),
    },
    whichRequest,
    {
      key: 'note',
      label: '联系情况',
      kind: 'area',
      rows: 2,
      max: 500,
      hint: ({ assignment }) => `已登记 ${assignment?.contacts.length ?? 0} 次；未接通的每次都要登记`,
    },
  ],
  initial: ({ assignment }) => ({
    purpose: assignment?.contacts.some(({ result }) => result === 'connected') ? 'feedback' : 'first',
  }),
}

export const progressForm: FormSpec = {
  fields: [
    {
      key: 'kind',
      label: '类别',
      kind: 'choice',
      required: true,
      options: ({ order }) => plainOptions(PROGRESS_KINDS).filter(({ code }) => order.state.praise || code !== 'circular'),
      hint: ({ order, assignment }) =>
        order.clocks.some((c) => c.assignment === assignment?.no && c.kind === 'feedback' && c.stoppedAt === undefined)
          ? '“情况反馈”计为反馈时限内的反馈，不等于办结'
          : undefined,
    },
    { key: 'text', label: '内容', kind: 'area', required: true, rows: 5, max: 2000 },
    { key: 'tell', label: '告知诉求人', kind: 'tick', hint: () => '勾选后，诉求人查询进度时能看到' },
  ],
  initial: () => ({ kind: 'progress' }),
}

export const returnForm: FormSpec = {
  fields: [
    { key: 'reason', label: '退单原因', kind: 'pick', required: true, options: reasonsOf('return') },
    { key: 'facts', label: '核查事实', kind: 'area', rows: 3, max: 1000 },
    {
      key: 'basis',
      label: '退单依据',
      kind: 'area',
      rows: 3,
      max: 1000,
      hint: () => '三定方案、权责清单或文件的名称和条款',
    },
    { key: 'suggested', label: '建议单位', kind: 'pick', options: otherUnits },
  ],
}

export const rulingRequestForm: FormSpec = {
  fields: [
    { key: 'text', label: '争议和依据', kind: 'area', required: true, rows: 5, max: 1000, hint: () => '会商期间继续办理，时限照常计算' },
    { key: 'suggested', label: '建议单位', kind: 'pick', options: otherUnits },
  ],
}

const unitWord = (unit: string) => (unit === 'workday' ? '个工作日' : '日')

export const extensionForm: FormSpec = {
  fields: [
    { key: 'reason', label: '延期原因', kind: 'pick', required: true, options: reasonsOf('extension') },
    {
      key: 'days',
      label: '延期天数',
      kind: 'days',
      required: true,
      hint: ({ words }) => `单次不超过 ${words.extension.longest.amount} ${unitWord(words.extension.longest.unit)}，从现行截止时间起算`,
    },
    { key: 'text', label: '说明', kind: 'area', required: true, rows: 3, max: 500 },
    { key: 'told', label: '已告知诉求人', kind: 'tick' },
  ],
}

export const pauseForm: FormSpec = {
  fields: [
    { key: 'reason', label: '暂停原因', kind: 'pick', required: true, options: reasonsOf('pause') },
    { key: 'text', label: '等待谁、为什么', kind: 'area', required: true, rows: 3, max: 500 },
    { key: 'nextUpdate', label: '下次更新日', kind: 'day', hint: () => '同意前照常计时' },
  ],
}

export const subDispatchForm: FormSpec = {
  fields: [
    {
      key: 'units',
      label: '下级单位',
      kind: 'picks',
      required: true,
      options: ({ words, order, assignment }) => {
        const taken = order.state.assignments.filter((a) => a.parent === assignment?.no && !ENDED.has(a.stage)).map(({ unit }) => unit)
        return words.below(assignment?.unit ?? '').filter(({ code }) => !taken.includes(code))
      },
      hint: ({ assignment }) => `${assignment?.stage === 'sent' ? '分办的同时即签收；' : ''}办理责任仍归本单位`,
    },
    { key: 'limit', label: '内部时限', kind: 'limit', hint: () => '几个工作日；不填按规则计算，总早于本级截止时间' },
  ],
  input: (values, ask) => {
    const { limit } = filledIn(subDispatchForm, values, ask)
    return { to: listOf(values.units).map((unit) => (limit === undefined ? { unit } : { unit, limit })) }
  },
}
const ENDED: ReadonlySet<string> = new Set<AssignmentState['stage']>(['accepted', 'moved', 'recalled', 'waived'])

export const unreasonableForm: FormSpec = {
  fields: [
    {
      key: 'basis',
      label: '认定依据',
      kind: 'area',
      required: true,
      rows: 5,
      max: 1000,
      hint: ({ assignment }) =>
        assignment?.progress.some(({ kind }) => kind === 'explanation') ? undefined : '须先以“填报进展 · 解释说明”登记向诉求人的解释',
    },
  ],
}

export const handOnForm: FormSpec = {
  fields: [
    { key: 'user', label: '接手人', kind: 'people', required: true },
    { key: 'why', label: '说明', kind: 'line', max: 200 },
  ],
}
