import { ApiError, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { type Ask, plain } from '../form/fields.ts'
import type { AssumedRow } from './types.ts'

const UNITS = plain({ minute: '分钟', hour: '小时', day: '个自然日', workhour: '个工作小时', workday: '个工作日' })
const DOCUMENT: readonly Ask[] = [
  { key: 'title', label: '文件标题', kind: 'line', required: true, max: 100, hint: '写明这些值的文件、会议纪要或批示' },
  { key: 'number', label: '文号', kind: 'line', required: true, max: 60, hint: '没有文号的写纪要期号或批示日期' },
  { key: 'publisher', label: '发文单位', kind: 'line', max: 60 },
  { key: 'date', label: '发文日期', kind: 'day' },
  { key: 'section', label: '条款', kind: 'line', max: 60 },
]

interface ConfirmFormProps {
  rows: readonly AssumedRow[]
  onDone: (version: number) => unknown
  onClose: () => void
}

/** The document that states the values; for one value also another than the default. */
export function ConfirmForm({ rows, onDone, onClose }: ConfirmFormProps) {
  const only = rows.length === 1 ? rows[0] : undefined
  return (
    <AskForm
      asks={[...(only ? asksOf(only) : []), ...DOCUMENT]}
      initial={only ? initialOf(only) : {}}
      button="确认并发布新版"
      onClose={onClose}
      send={async ({ title, number, publisher, date, section, ...given }) => {
        const value = only && valueOf(only, given)
        const items = rows.map(({ path }) => ({ path, ...(value === undefined ? {} : { value }) }))
        const { version } = await post<{ version: number }>('/api/business/assumed', { items, title, number, publisher, date, section })
        await onDone(version)
      }}
    >
      <p className="dk-asked">
        {only ? `现值：${only.value || '（见配置项）'}${only.note ? `。${only.note}` : ''}` : rows.map(({ label }) => label).join('、')}
      </p>
      <p className="hy-second">发布后新登记的诉求和工单按新版办理，不再标“默认，待确认”；此前登记的仍按原版本。</p>
    </AskForm>
  )
}

function asksOf({ typed }: AssumedRow): Ask[] {
  switch (typed) {
    case 'yesno':
      return [{ key: 'value', label: '定为', kind: 'choice', required: true, options: plain({ yes: '是', no: '否' }) }]
    case 'number':
    case 'text':
      return [{ key: 'value', label: '定为', kind: 'line', required: true, max: 60 }]
    case 'hours':
      return [{ key: 'value', label: '定为', kind: 'line', required: true, max: 200, hint: '如 08:30–12:00、14:30–17:30' }]
    case 'length':
      return [
        { key: 'value', label: '定为', kind: 'line', required: true, max: 6, hint: '数字' },
        { key: 'unit', label: '单位', kind: 'choice', required: true, options: UNITS },
      ]
    case undefined:
      return []
  }
}

function initialOf({ typed, raw }: AssumedRow): Record<string, string> {
  switch (typed) {
    case 'yesno':
      return { value: raw === true ? 'yes' : 'no' }
    case 'number':
    case 'text':
      return { value: String(raw) }
    case 'hours':
      return { value: (raw as string[][]).map((span) => span.join('–')).join('、') }
    case 'length': {
      const { amount, unit } = raw as { amount: number; unit: string }
      return { value: String(amount), unit }
    }
    case undefined:
      return {}
  }
}

/** What was typed, where it differs from what stands; undefined confirms the value as it is. */
function valueOf(row: AssumedRow, given: Readonly<Record<string, string>>): unknown {
  const { value = '', unit } = given
  const before = initialOf(row)
  if (value === before.value && unit === before.unit) return undefined
  switch (row.typed) {
    case 'yesno':
      return value === 'yes'
    case 'number':
      return numberOf(value)
    case 'text':
      return value
    case 'hours':
      return [...value.matchAll(/(\d{2}:\d{2})\s*[–—~-]\s*(\d{2}:\d{2})/g)].map(([, from, to]) => [from, to])
    case 'length':
      return { amount: numberOf(value), unit }
    case undefined:
      return undefined
  }
}

function numberOf(text: string): number {
  const number = Number(text)
  if (text !== '' && Number.isFinite(number)) return number
  throw new ApiError({ code: 'invalid', message: '请填写数字', field: 'value' }, 0)
}
