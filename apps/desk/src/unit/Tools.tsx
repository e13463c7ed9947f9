import { ErrorLine, type ErrorLineProps, PinyinPicker } from '@huying/ui'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useCatalogue, useSession } from '../session.tsx'
import { Export } from '../export/Export.tsx'
import type { Ask } from '../form/fields.ts'
import { isoDay, nowMs } from '../time.ts'
import type { Desk } from './desk.ts'

interface ToolsProps {
  desk: Desk
  onChange: (part: Partial<Record<'q' | 'category' | 'unit' | 'mine' | 'reason', string | undefined>>) => void
  onPrint: () => void
  error?: ErrorLineProps
}

/** Search, narrow, export, print: one line above the list. */
export function Tools({ desk, onChange, onPrint, error }: ToolsProps) {
  const words = useCatalogue()
  const { actor } = useSession()
  const [q, setQ] = useState(desk.q ?? '')
  useEffect(() => setQ(desk.q ?? ''), [desk.q])
  const below = words.below(actor.unit)
  return (
    <div className="un-tools" role="toolbar" aria-label="筛选和导出">
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          onChange({ q: q.trim() || undefined })
        }}
      >
        <input
          type="search"
          className="hy-input"
          aria-label="在本列表中查找"
          placeholder="编号、标题、地点，回车查找"
          value={q}
          onChange={(event) => {
            setQ(event.target.value)
            if (event.target.value === '' && desk.q) onChange({ q: undefined })
          }}
        />
      </form>
      <Narrow label="事项" value={desk.category} options={words.categories} onChange={(category) => onChange({ category })} />
      {below.length > 0 && <Narrow label="下级单位" value={desk.unit} options={below} onChange={(unit) => onChange({ unit })} />}
      <select
        className="hy-input un-reason"
        aria-label="按驳回原因筛选"
        value={desk.reason ?? ''}
        onChange={(event) => onChange({ reason: event.target.value || undefined })}
      >
        <option value="">曾驳回：不限</option>
        {words.reasons.review.map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
      {desk.below === undefined && (
        <label className="dk-tick">
          <input type="checkbox" checked={desk.mine} onChange={(event) => onChange({ mine: event.target.checked ? '1' : undefined })} />
          仅我经办
        </label>
      )}
      <span className="un-space" />
      {error && <ErrorLine {...error} />}
      <Button size="small" onClick={onPrint}>
        打印清单
      </Button>
      <Export
        kind="orders"
        query={{ unit: desk.unit ?? actor.unit, q: desk.q, category: desk.category, reason: desk.reason }}
        asks={REGISTER}
        initial={{ from: `${isoDay(nowMs()).slice(0, 8)}01`, stage: '' }}
        size="small"
      />
    </div>
  )
}

/** The unit's register is asked for by period and state, whichever of its lists is open. */
const REGISTER: readonly Ask[] = [
  { key: 'from', label: '受理自', kind: 'day' },
  { key: 'to', label: '受理至', kind: 'day', hint: '不填至今日' },
  {
    key: 'stage',
    label: '状态',
    kind: 'choice',
    options: [
      { code: '', label: '全部', initials: '' },
      { code: 'working', label: '办理中', initials: '' },
      { code: 'closed', label: '已办结', initials: '' },
    ],
  },
]

interface NarrowProps {
  label: string
  value: string | undefined
  options: Parameters<typeof PinyinPicker>[0]['options']
  onChange: (code: string | undefined) => void
}

function Narrow({ label, value, options, onChange }: NarrowProps) {
  return (
    <span className="un-narrow">
      <PinyinPicker options={options} value={value} onChange={onChange} hint={label} />
      {value && (
        <button type="button" className="hy-link" aria-label={`不限${label}`} onClick={() => onChange(undefined)}>
          不限
        </button>
      )}
    </span>
  )
}
