import { ErrorLine, type ErrorLineProps, PinyinPicker } from '@huying/ui'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useCatalogue, useSession } from '../session.tsx'
import { ExportForm } from './ExportForm.tsx'
import type { Desk } from './desk.ts'

interface ToolsProps {
  desk: Desk
  onChange: (part: Partial<Record<'q' | 'category' | 'unit' | 'mine', string | undefined>>) => void
  onPrint: () => void
  error?: ErrorLineProps
}

/** Search, narrow, export, print: one line above the list. */
export function Tools({ desk, onChange, onPrint, error }: ToolsProps) {
  const words = useCatalogue()
  const { actor } = useSession()
  const [q, setQ] = useState(desk.q ?? '')
  const [exporting, setExporting] = useState(false)
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
      <Button size="small" onClick={() => setExporting(true)}>
        导出
      </Button>
      {exporting && <ExportForm onClose={() => setExporting(false)} />}
    </div>
  )
}

interface NarrowProps {
  label: string
  value: string | undefined
  options: Parameters<typeof PinyinPicker>[0]['options']
  onChange: (code: string | undefined) => void
}

function Narrow({ label, value, options, onChange }: NarrowProps) {
  return (
    <span className="un-narrow">
      <PinyinPicker options={options} value={value} onChange={onChange} hint={`全部${label}`} />
      {value && (
        <button type="button" className="hy-link" aria-label={`不限${label}`} onClick={() => onChange(undefined)}>
          不限
        </button>
      )}
    </span>
  )
}
