import { ErrorLine, LoadingRows } from '@huying/ui'
import { errorLine, ruleText } from '../api.ts'
import { useDictionary } from './QueryForm.tsx'

/** 口径说明: what every measure is made of, from the dictionary that the reports are made by. */
export function DictionaryTab() {
  const { data, error, isPending } = useDictionary()
  if (error) return <ErrorLine {...errorLine(error)} />
  if (isPending) return <LoadingRows />
  const groups = [...new Set(data.measures.map(({ group }) => group))]
  return (
    <article className="fg-paper">
      <p className="hy-second">
        机制配置第 {data.version} 版，共 {data.measures.length} 项。分母为 0 时显示“—”；占比各项之和按最大余数法取整，合计 100.00%。
      </p>
      <table className="fg-table fg-dictionary">
        <thead>
          <tr>
            {['指标', '公式', '分母', '时间口径', '取整', '未计入', '出处'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group}>
            <tr className="fg-group">
              <th scope="rowgroup" colSpan={7}>
                {group}
              </th>
            </tr>
            {data.measures
              .filter((one) => one.group === group)
              .map(({ code, label, unit, formula, among, cohort, rounding, excluded, source, assumed, note }) => (
                <tr key={code}>
                  <th scope="row">
                    {label}（{unit}）
                  </th>
                  <td>{formula ?? '—'}</td>
                  <td>{among ?? '—'}</td>
                  <td>{cohort}</td>
                  <td>{rounding ?? '—'}</td>
                  <td>{excluded.join('、') || '—'}</td>
                  <td>
                    {ruleText(source, assumed) ?? '—'}
                    {note && <span className="hy-second">{note}</span>}
                  </td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </article>
  )
}
