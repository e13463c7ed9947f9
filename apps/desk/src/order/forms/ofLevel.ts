/** Forms of the level above: rulings, review, another unit. */
import { ExtensionAsked, PauseAsked, ReplyAsked, ReturnAsked, RulingAsked } from './About.tsx'
import { type Ask, filledIn, type FieldSpec, type FormSpec, isYes, type Values } from './spec.ts'

const yesNo = (yes: string, no: string) => () => [
  { code: 'yes', label: yes, initials: '' },
  { code: 'no', label: no, initials: '' },
]
const refuses = (key: string) => (values: Values) => values[key] === 'no'
const grants = (key: string) => (values: Values) => values[key] === 'yes'

/** Units this level may send to: any at the top, those directly below it elsewhere. */
const mayGet = ({ words, order, assignment }: Ask) => {
  const parent = order.state.assignments.find(({ no }) => no === assignment?.parent)
  return (parent ? words.below(parent.unit) : words.units).filter(({ code }) => code !== assignment?.unit)
}
const limit: FieldSpec = { key: 'limit', label: '办理时限', kind: 'limit', hint: () => '几个工作日；不填按规则计算' }

/** 同意 or not, with the reason that a refusal owes. */
const ruling = (About: FormSpec['About'], yes: string, no: string, extra: readonly FieldSpec[] = []): FormSpec => {
  const spec: FormSpec = {
    About,
    fields: [
      { key: 'granted', label: '裁定', kind: 'choice', required: true, options: yesNo(yes, no) },
      ...extra,
      { key: 'note', label: '理由', kind: 'area', rows: 3, max: 300, required: refuses('granted') },
    ],
    input: (values, ask) => ({ ...filledIn(spec, values, ask), granted: isYes(values.granted) }),
    submit: (values) => (values.granted === 'no' ? no : values.granted === 'yes' ? yes : '裁定'),
  }
  return spec
}

export const ruleReturnForm: FormSpec = {
  ...ruling(ReturnAsked, '同意退单', '不予退单', [
    {
      key: 'to',
      label: '改派单位',
      kind: 'pick',
      options: mayGet,
      shown: grants('granted'),
      hint: ({ assignment }) => (assignment?.parent === undefined ? '不填则退回待派发' : '不填则退回本单位，再行分办'),
    },
    { ...limit, shown: (values) => values.granted === 'yes' && values.to !== undefined },
  ]),
  initial: ({ assignment }) => ({ to: assignment?.returns.find(({ ruled }) => !ruled)?.suggested }),
}
export const ruleExtensionForm = ruling(ExtensionAsked, '同意延期', '不同意延期')
export const rulePauseForm = ruling(PauseAsked, '同意暂停', '不同意暂停')

export const giveRulingForm: FormSpec = {
  About: RulingAsked,
  fields: [
    {
      key: 'unit',
      label: '主办单位',
      kind: 'pick',
      required: true,
      options: (ask) => [...ask.words.units.filter(({ code }) => code === ask.assignment?.unit), ...mayGet(ask)],
      hint: () => '仍由原单位承办的，选原单位',
    },
    { key: 'basis', label: '定责依据', kind: 'area', required: true, rows: 4, max: 1000 },
    limit,
  ],
}

export const redispatchForm: FormSpec = {
  fields: [
    { key: 'unit', label: '改派单位', kind: 'pick', required: true, options: mayGet },
    { key: 'why', label: '改派原因', kind: 'area', required: true, rows: 2, max: 300 },
    limit,
    {
      key: 'wrong',
      label: '首派有误',
      kind: 'tick',
      hint: () => '计入首派精准度',
      shown: (_values, { assignment }) => assignment?.parent === undefined && assignment?.role === 'lead' && assignment.round === 1,
    },
  ],
}

export const reviewForm: FormSpec = {
  About: ReplyAsked,
  fields: [
    { key: 'pass', label: '审核', kind: 'choice', required: true, options: yesNo('通过', '驳回') },
    {
      key: 'reason',
      label: '驳回原因',
      kind: 'pick',
      required: refuses('pass'),
      // A city whose pack lists none says it in words alone.
      shown: (values, ask) => refuses('pass')(values) && ask.words.reasons.review.length > 0,
      options: ({ words }) => words.reasons.review,
    },
    { key: 'why', label: '要改什么', kind: 'area', rows: 3, max: 500, required: refuses('pass'), shown: refuses('pass') },
  ],
  input: (values, ask) => ({ ...filledIn(reviewForm, values, ask), pass: isYes(values.pass) }),
  submit: (values) => (values.pass === 'no' ? '驳回' : values.pass === 'yes' ? '审核通过' : '审核'),
}

/** What a picker of one file holds. */
const only = (value: unknown) => (Array.isArray(value) ? (value[0] as unknown) : undefined)

const onPaper = ({ assignment }: Ask) => assignment?.signing === 'paper'

export const approveForm: FormSpec = {
  About: ReplyAsked,
  fields: [
    { key: 'pass', label: '签批', kind: 'choice', required: true, options: yesNo('同意', '退回修改') },
    { key: 'sealed', label: '加盖公章', kind: 'tick', required: grants('pass'), shown: grants('pass') },
    {
      key: 'scan',
      label: '审批单扫描件',
      kind: 'scan',
      required: (values, ask) => values.pass === 'yes' && onPaper(ask),
      shown: grants('pass'),
      hint: (ask) => (onPaper(ask) ? '纸质签批须附已签字盖章的审批单' : undefined),
    },
    { key: 'why', label: '意见', kind: 'area', rows: 3, max: 500, required: refuses('pass') },
  ],
  initial: () => ({ sealed: true }),
  input: (values, ask) => {
    const { scan, ...rest } = filledIn(approveForm, values, ask)
    return { ...rest, pass: isYes(values.pass), scan: only(scan) }
  },
  submit: (values) => (values.pass === 'no' ? '退回修改' : values.pass === 'yes' ? '同意签批' : '签批'),
}

/** The clerk brings back what the leader signed by hand. */
export const fileApprovalForm: FormSpec = {
  About: ReplyAsked,
  fields: [
    { key: 'signer', label: '签批人', kind: 'signer', required: true, hint: () => '在审批单上签字的单位领导' },
    { key: 'sealed', label: '加盖公章', kind: 'tick', required: true },
    { key: 'scan', label: '审批单扫描件', kind: 'scan', required: true, hint: () => '已签字盖章的工单办理审批单' },
  ],
  input: (values, ask) => ({ ...filledIn(fileApprovalForm, values, ask), scan: only(values.scan) }),
}
