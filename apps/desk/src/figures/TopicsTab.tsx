import { countText, ErrorLine, LoadingRows } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { errorLine, get } from '../api.ts'
import { Count } from './Count.tsx'
import type { Rate } from '@huying/core/measure/rounding'
import type { Identity, Open } from './types.ts'

/** GET /api/topics/:month. */
interface Topics {
  catalogue: number
  accepted: number
  topics: { code: string; name: string; parent?: string; leaf: boolean; count: number; percent: string | null }[]
  outside: number
  topShare: Rate
  registeredUnder: { version: number; count: number }[]
  identities: Identity[]
}

/** 事项统计: matters rolled up by the catalogue in force; leaves open their rows. */
export function TopicsTab({ month, onOpen }: { month: string; onOpen: Open }) {
  const { data, error, isPending } = useQuery({ queryKey: ['topics', month], queryFn: () => get<Topics>(`/api/topics/${month}`) })
  if (error) return <ErrorLine {...errorLine(error)} />
  if (isPending) return <LoadingRows />
  const tops = data.topics.filter(({ parent }) => parent === undefined).toSorted((a, b) => b.count - a.count)
  const below = (code: string) =>
    data.topics.filter(({ parent, count }) => parent === code && count > 0).toSorted((a, b) => b.count - a.count)
  const broken = data.identities.filter(({ holds }) => !holds)
  return (
    <article className="fg-paper">
      <p className="hy-second">
        受理 {countText(data.accepted)} 件，按第 {data.catalogue} 版事项目录统计；{data.topShare.label} {data.topShare.percent ?? '—'}（
        {countText(data.topShare.numerator)} / {countText(data.topShare.denominator)}）
        {data.outside > 0 && `；目录外 ${countText(data.outside)} 件`}
      </p>
      {broken.map(({ text, left, right }) => (
        <p key={text} className="fg-blocked">
          {text}：{countText(left)} ≠ {countText(right)}
        </p>
      ))}
      <table className="fg-table fg-units fg-topics">
        <thead>
          <tr>
            <th scope="col">事项</th>
            <th scope="col">受理（件）</th>
            <th scope="col">占受理</th>
          </tr>
        </thead>
        {tops.map((top) => (
          <tbody key={top.code}>
            <tr className="fg-group">
              <th scope="rowgroup">{top.name}</th>
              <td>{countText(top.count)}</td>
              <td>{top.percent ?? '—'}</td>
            </tr>
            {below(top.code).map(({ code, name, count, percent }) => (
              <tr key={code}>
                <th scope="row">{name}</th>
                <td>
                  <Count
                    opened={{ title: `${top.name} · ${name}`, figure: 'accepted', dimension: 'category', key: code, count }}
                    onOpen={onOpen}
                  />
                </td>
                <td>{percent ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </article>
  )
}
