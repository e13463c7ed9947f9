import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import { momentText } from '../time.ts'

interface Check {
  text: string
  good: boolean | null
  at: number | null
  found?: {
    differences: { name: string; stood: number; counted: number }[]
    identities: { month: string; text: string; left: number; right: number }[]
  }
}

/** 数据自检: what the last night found; what is wrong is named. */
export function CheckLine() {
  const { data } = useQuery({ queryKey: ['figures', 'check'], queryFn: () => get<Check>('/api/figures/check'), staleTime: 300_000 })
  if (!data) return null
  const wrong = [
    ...(data.found?.identities ?? []).map(
      ({ month, text, left, right }) => `${month} ${text}：${left} ≠ ${right}，相差 ${Math.abs(left - right)}`,
    ),
    ...(data.found?.differences ?? []).map(({ name, stood, counted }) => `${name.replaceAll('|', ' ')}：汇总 ${stood}，明细 ${counted}`),
  ]
  return (
    <span className={data.good === false ? 'fg-check fg-wrong' : 'fg-check hy-mute'} title={wrong.join('\n')}>
      {data.text}
      {data.at !== null && `（${momentText(data.at)}）`}
    </span>
  )
}
