import { countText } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { get } from '../api.ts'
import { momentText } from '../time.ts'

interface Check {
  text: string
  good: boolean | null
  at: number | null
  found?: {
    wrong: number
    differences: { name: string; words: string; stood: number; counted: number }[]
    identities: { month: string; text: string; left: number; right: number }[]
  }
}

/** 数据自检: what the last night found; what is wrong is listed in words. */
export function CheckLine() {
  const { data } = useQuery({ queryKey: ['figures', 'check'], queryFn: () => get<Check>('/api/figures/check'), staleTime: 300_000 })
  const [open, setOpen] = useState(false)
  if (!data) return null
  const { text, good, at, found } = data
  const wrong = good === false && found !== undefined
  return (
    <section className={good === false ? 'fg-check fg-wrong' : 'fg-check'} aria-label="数据自检">
      <div>
        <span role={good === false ? 'alert' : 'status'}>
          {text}
          {at !== null && `（${momentText(at)}）`}
        </span>
        {wrong && (
          <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
            {open ? '收起清单' : '查看清单'}
          </Button>
        )}
      </div>
      {wrong && open && <Found found={found} />}
    </section>
  )
}

function Found({ found: { wrong, differences, identities } }: { found: NonNullable<Check['found']> }) {
  return (
    <ol className="fg-found">
      {identities.map(({ month, text, left, right }) => (
        <li key={`${month} ${text}`}>
          {month} {text}：{countText(left)} ≠ {countText(right)}，相差 {countText(Math.abs(left - right))}
        </li>
      ))}
      {differences.map(({ name, words, stood, counted }) => (
        <li key={name}>
          {words}：汇总 {countText(stood)}，明细 {countText(counted)}
        </li>
      ))}
      {wrong > differences.length && <li>……汇总与明细不符共 {countText(wrong)} 项</li>}
      <li>请系统管理员运行 huying refold 重算；重算后仍不符的，联系实施人员。</li>
    </ol>
  )
}
