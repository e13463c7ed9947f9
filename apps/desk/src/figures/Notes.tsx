import { countText } from '@huying/ui'
import type { Rate } from '@huying/core/measure/rounding'
import type { Bulletin } from './types.ts'

const MARKS = '①②③④⑤⑥⑦⑧⑨'
const NOTED = ['onTheSpot', 'onTime', 'contacted', 'solved', 'satisfied', 'visited', 'reached'] as const

export const noteMark = (name: string): string => MARKS[NOTED.findIndex((one) => one === name)] ?? ''

/** What stands below each line, and what was left out of it: printed with the figures. */
export function Notes({ bulletin }: { bulletin: Bulletin }) {
  return (
    <ol className="fg-notes">
      {NOTED.map((name) => (
        <li key={name}>
          {noteMark(name)} {bulletin[name].label}：分母为{bulletin[name].among}
          {leftOut(bulletin[name])}
        </li>
      ))}
      <li>— 表示分母为 0。各指标按机制配置第 {bulletin.version} 版计算。</li>
    </ol>
  )
}

function leftOut({ excluded }: Rate): string {
  const some = excluded.filter(({ count }) => count !== 0)
  return some.length === 0 ? '。' : `；未计入：${some.map(({ label, count }) => `${label} ${countText(count)} 件`).join('，')}。`
}
