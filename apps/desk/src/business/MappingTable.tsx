import { useCatalogue } from '../session.tsx'

export interface Mapping {
  source: string
  timeZone: string
  columns: Record<string, string>
  constants?: Record<string, string>
  words?: Record<string, Record<string, string>>
}
/** What a request has; the server takes these names (server/src/import/mapping.ts). */
const FIELDS: readonly { code: string; label: string; note?: string }[] = [
  { code: 'key', label: '原编号', note: '用来避免重复导入；没有的按行号' },
  { code: 'title', label: '标题' },
  { code: 'content', label: '内容' },
  { code: 'at', label: '受理时间' },
  { code: 'closedAt', label: '办结时间' },
  { code: 'superiorDue', label: '上级平台时限', note: '只用于上级平台转来的新诉求；早于本级时限的以上级为准' },
  { code: 'category', label: '事项' },
  { code: 'type', label: '诉求类型' },
  { code: 'channel', label: '来源渠道' },
  { code: 'name', label: '诉求人' },
  { code: 'phone', label: '联系号码' },
  { code: 'place', label: '地点' },
  { code: 'region', label: '区域' },
  { code: 'reply', label: '答复内容' },
]

interface MappingTableProps {
  heads: readonly string[]
  sample: readonly Record<string, string>[]
  mapping: Mapping
  onChange: (mapping: Mapping) => void
}

/** Which column is what, with the first row beside it; a matter for rows that name none. */
export function MappingTable({ heads, sample, mapping, onChange }: MappingTableProps) {
  const leaves = useCatalogue().categories.filter(({ leaf }) => leaf)
  const set = (field: string, column: string) => {
    const { [field]: _old, ...rest } = mapping.columns
    onChange({ ...mapping, columns: column ? { ...rest, [field]: column } : rest })
  }
  const category = mapping.constants?.category ?? ''
  return (
    <table className="bu-table">
      <thead>
        <tr>
          <th>呼应中的字段</th>
          <th>文件中的列</th>
          <th>第一行的内容</th>
        </tr>
      </thead>
      <tbody>
        {FIELDS.map(({ code, label, note }) => (
          <tr key={code}>
            <th>{label}</th>
            <td>
              <select
                className="hy-input"
                aria-label={`${label}对应的列`}
                value={mapping.columns[code] ?? ''}
                onChange={({ target }) => set(code, target.value)}
              >
                <option value="">没有这一列</option>
                {heads.map((head) => (
                  <option key={head}>{head}</option>
                ))}
              </select>
            </td>
            <td className="hy-mute">{(sample[0]?.[mapping.columns[code] ?? ''] ?? note ?? '').slice(0, 60)}</td>
          </tr>
        ))}
        <tr>
          <th>没有事项的归入</th>
          <td>
            <select
              className="hy-input"
              aria-label="没有事项的归入"
              value={category}
              onChange={({ target }) => onChange({ ...mapping, constants: target.value ? { category: target.value } : {} })}
            >
              <option value="">不导入，列为有误</option>
              {leaves.map(({ code, label }) => (
                <option key={code} value={code}>
                  {label}
                </option>
              ))}
            </select>
          </td>
          <td className="hy-mute" />
        </tr>
      </tbody>
    </table>
  )
}
