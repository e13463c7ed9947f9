import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import type { Dictionary } from './types.ts'

type Params = Partial<Record<'measures' | 'by' | 'and' | 'level' | 'from' | 'to' | 'per' | 'names', string>>
const LEVELS = [
  ['', '按登记时的类别'],
  ['0', '第一级'],
  ['1', '第二级'],
  ['2', '第三级'],
] as const
const PERIODS = [
  ['', '不分段'],
  ['day', '按日'],
  ['week', '按周'],
  ['month', '按月'],
  ['quarter', '按季'],
  ['year', '按年'],
] as const
/** Dimensions that are trees. */
const TREES: readonly string[] = ['category', 'unit', 'region', 'type']

export const useDictionary = () => useQuery({ queryKey: ['measures'], queryFn: () => get<Dictionary>('/api/measures'), staleTime: 300_000 })

/** What is asked; the second measure is beside the first, and each may be by what both are counted by. */
export function QueryForm({ params, onChange }: { params: Params; onChange: (next: Params) => void }) {
  const { data } = useDictionary()
  const [first = '', second = ''] = (params.measures ?? '').split(',')
  const measures = data?.measures ?? []
  const able = measures.find(({ code }) => code === first)?.by ?? []
  const dimensions = (data?.dimensions ?? []).filter(({ code }) => able.includes(code))
  const options = measures.map(({ code, label }) => [code, label] as const)
  const pick = (name: keyof Params, label: string, choices: readonly (readonly [string, string])[], value = params[name] ?? '') => (
    <label>
      {label}
      <select className="hy-input" aria-label={label} value={value} onChange={({ target }) => onChange(next(name, target.value))}>
        {choices.map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
  const next = (name: keyof Params, value: string): Params => ({ [name]: value || undefined })
  const chosen = dimensions.map(({ code, label }) => [code, label] as const)
  return (
    <div className="fg-ask" role="search" aria-label="统计条件">
      <label>
        指标
        <select
          className="hy-input"
          aria-label="指标"
          value={first}
          onChange={({ target }) => {
            const by = measures.find(({ code }) => code === target.value)?.by ?? []
            const kept = params.by && by.includes(params.by) ? params.by : (by.find((one) => one !== 'all') ?? 'all')
            onChange({ measures: target.value, by: kept, and: undefined, level: undefined })
          }}
        >
          {options.map(([code, text]) => (
            <option key={code} value={code}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label>
        并列指标
        <select
          className="hy-input"
          aria-label="并列指标"
          value={second}
          onChange={({ target }) => onChange({ measures: [first, target.value].filter(Boolean).join(',') })}
        >
          <option value="">无</option>
          {options
            .filter(([code]) => code !== first)
            .map(([code, text]) => (
              <option key={code} value={code}>
                {text}
              </option>
            ))}
        </select>
      </label>
      {pick('by', '分类', chosen)}
      {pick('and', '交叉', [['', '不交叉'], ...chosen.filter(([code]) => code !== 'all' && code !== params.by)])}
      {TREES.includes(params.by ?? '') && pick('level', '层级', LEVELS)}
      <label>
        起
        <input
          className="hy-input"
          type="date"
          value={params.from}
          onChange={({ target }) => target.value && onChange({ from: target.value })}
        />
      </label>
      <label>
        止
        <input
          className="hy-input"
          type="date"
          value={params.to}
          onChange={({ target }) => target.value && onChange({ to: target.value })}
        />
      </label>
      {pick('per', '分段', PERIODS)}
      {pick('names', '名称和口径', [
        ['', '按统计期末'],
        ['now', '按现行'],
      ])}
    </div>
  )
}
