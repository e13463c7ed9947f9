import { type PickOption, PinyinPicker } from '@huying/ui'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useCatalogue } from '../session.tsx'

export interface Narrowed {
  q?: string
  unit?: string
  /** 驳回原因. */
  reason?: string
}

interface ListFiltersProps {
  value: Narrowed
  onChange: (value: Narrowed) => void
  /** May be narrowed to the orders whose answer was sent back for a reason. */
  byReason?: boolean
  /** Other than 承办单位, the units that handle: the centre itself may owe a task. */
  unitsOf?: { label: string; options: readonly PickOption[] }
  /** Right end: the export. */
  children?: ReactNode
}

/** 编号、标题 and 承办单位, above a worklist. What is typed acts after a moment's rest. */
export function ListFilters({ value, onChange, byReason, unitsOf, children }: ListFiltersProps) {
  const { units, unitShort, reasons } = useCatalogue()
  const { label, options } = unitsOf ?? { label: '承办单位', options: units }
  const [typed, setTyped] = useState(value.q ?? '')
  // What stands in the box; other words come from the address (back, a link) and are taken over.
  const own = useRef(value.q)
  useEffect(() => {
    if (value.q === own.current) return
    own.current = value.q
    setTyped(value.q ?? '')
  }, [value.q])
  useEffect(() => {
    const q = typed.trim() || undefined
    if (q === own.current) return
    const timer = window.setTimeout(() => {
      own.current = q
      onChange({ ...value, q })
    }, 300)
    return () => window.clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <div className="dp-filters" role="search" aria-label="筛选">
      <input
        className="hy-input"
        type="search"
        aria-label="按编号或内容查找"
        placeholder="编号、内容"
        maxLength={60}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className="dp-filter-unit">
        <PinyinPicker
          key={value.unit ?? ''}
          aria-label={`按${label}筛选`}
          hint={label}
          options={options}
          value={value.unit}
          onChange={(unit) => onChange({ ...value, unit })}
        />
      </div>
      {byReason && (
        <select
          className="hy-input dp-filter-reason"
          aria-label="按驳回原因筛选"
          value={value.reason ?? ''}
          onChange={(event) => onChange({ ...value, reason: event.target.value || undefined })}
        >
          <option value="">曾驳回：不限</option>
          {reasons.review.map(({ code, label }) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      )}
      {(value.q || value.unit || value.reason) && (
        <button
          type="button"
          className="hy-link"
          onClick={() => {
            own.current = undefined
            setTyped('')
            onChange({})
          }}
        >
          清除筛选{value.unit && `（${unitShort(value.unit)}）`}
        </button>
      )}
      {children && <span className="dp-filter-do">{children}</span>}
    </div>
  )
}
