import { PinyinPicker } from '@huying/ui'
import { useEffect, useState } from 'react'
import { useCatalogue } from '../session.tsx'

export interface Narrowed {
  q?: string
  unit?: string
}

interface ListFiltersProps {
  value: Narrowed
  onChange: (value: Narrowed) => void
}

/** 编号、标题 and 承办单位, above a worklist. What is typed acts after a moment's rest. */
export function ListFilters({ value, onChange }: ListFiltersProps) {
  const { units, unitShort } = useCatalogue()
  const [typed, setTyped] = useState(value.q ?? '')
  useEffect(() => {
    const q = typed.trim() || undefined
    if (q === value.q) return
    const timer = window.setTimeout(() => onChange({ ...value, q }), 300)
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
          aria-label="按承办单位筛选"
          hint="承办单位"
          options={units}
          value={value.unit}
          onChange={(unit) => onChange({ ...value, unit })}
        />
      </div>
      {(value.q || value.unit) && (
        <button
          type="button"
          className="hy-link"
          onClick={() => {
            setTyped('')
            onChange({})
          }}
        >
          清除筛选{value.unit && `（${unitShort(value.unit)}）`}
        </button>
      )}
    </div>
  )
}
