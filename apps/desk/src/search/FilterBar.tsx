import { type PickOption, PinyinPicker } from '@huying/ui'
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react'
import { DateRange } from '../form/DateRange.tsx'
import { useCatalogue } from '../session.tsx'
import { ORDER_WORDS, REQUEST_WORDS, URGENCY_WORDS } from '../words.ts'
import type { FilterKey, Filters, Kind } from './types.ts'

interface FilterBarProps {
  kind: Kind
  filters: Filters
  onChange: (part: Filters) => void
  onClear: () => void
  /** Right end: by phone, export. */
  children: ReactNode
}

/** All filters at once, each acting as soon as it is chosen; the text on Enter. */
export function FilterBar({ kind, filters, onChange, onClear, children }: FilterBarProps) {
  const { units, categories, places, types, channels, reasons, city } = useCatalogue()
  const set = (key: FilterKey) => (value: string) => onChange({ [key]: value })
  const stages = kind === 'orders' ? ORDER_WORDS : REQUEST_WORDS
  const matters = categories.map(({ code, label, path, initials, words }) => ({ code, label, path, initials, words }))
  const any = Object.keys(filters).some((key) => key !== 'sort' && key !== 'dir')
  return (
    <div className="se-bar" role="search" aria-label="查询条件">
      <Text value={filters.q ?? ''} onSubmit={set('q')} />
      <Pick label="承办单位" options={units} value={filters.unit} onChange={set('unit')} />
      <Pick label="事项" options={matters} value={filters.category} onChange={set('category')} />
      <Pick
        label="区域"
        options={places.filter(({ level }) => level !== 'city' || city.code.length < 6)}
        value={filters.region}
        onChange={set('region')}
      />
      <Choose label="状态" words={stages} value={filters.stage} onChange={set('stage')} />
      <Choose label="类型" words={wordsOf(types)} value={filters.type} onChange={set('type')} />
      <Choose label="来源" words={wordsOf(channels)} value={filters.channel} onChange={set('channel')} />
      <Choose label="紧急程度" words={{ ...URGENCY_WORDS, normal: '一般' }} value={filters.urgency} onChange={set('urgency')} />
      {kind === 'orders' && <Choose label="驳回原因" words={wordsOf(reasons.review)} value={filters.reason} onChange={set('reason')} />}
      <label className="se-day">
        <span>受理</span>
        <DateRange label="受理日期" from={filters.from} to={filters.to} onChange={onChange} />
      </label>
      <Button disabled={!any} onClick={onClear}>
        清空条件
      </Button>
      <span className="se-do">{children}</span>
    </div>
  )
}

const wordsOf = (options: readonly { code: string; label: string }[]) => Object.fromEntries(options.map(({ code, label }) => [code, label]))

function Text({ value, onSubmit }: { value: string; onSubmit: (value: string) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit(text.trim())
  }
  return (
    <form className="se-text" onSubmit={submit}>
      <input
        className="hy-input"
        type="search"
        aria-label="编号、标题、内容或地点"
        placeholder="编号、标题、内容、地点"
        maxLength={60}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button htmlType="submit">查询</Button>
    </form>
  )
}

interface PickProps {
  label: string
  options: readonly PickOption[]
  value: string | undefined
  onChange: (value: string) => void
}

function Pick({ label, options, value, onChange }: PickProps) {
  const id = useId()
  return (
    <span className="se-pick">
      <PinyinPicker id={id} aria-labelledby={`${id}-label`} options={options} value={value} onChange={onChange} hint={label} />
      <span id={`${id}-label`} className="hy-hidden">
        {label}
      </span>
      {value && (
        <button type="button" className="hy-link se-clear" aria-label={`不限${label}`} onClick={() => onChange('')}>
          不限
        </button>
      )}
    </span>
  )
}

function Choose({
  label,
  words,
  value,
  onChange,
}: {
  label: string
  words: Readonly<Record<string, string>>
  value: string | undefined
  onChange: (value: string) => void
}) {
  return (
    <select className="hy-input se-choose" aria-label={label} value={value ?? ''} onChange={(event) => onChange(event.target.value)}>
      <option value="">{label}：不限</option>
      {Object.entries(words).map(([code, word]) => (
        <option key={code} value={code}>
          {word}
        </option>
      ))}
    </select>
  )
}
