import type { ReactNode } from 'react'

export interface Fact {
  label: string
  /** Left out or empty: 未填写, in grey. */
  value?: ReactNode
  /** Where it comes from, or since when; grey, behind the value. */
  note?: ReactNode
}

export interface FactsProps {
  items: readonly Fact[]
  missing?: string
}

/** Label and value, one fact a line; labels share a column of four characters. */
export function Facts({ items, missing = '未填写' }: FactsProps) {
  return (
    <dl className="hy-facts">
      {items.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value === undefined || value === null || value === '' ? <span className="hy-mute">{missing}</span> : value}
            {note && <span className="hy-facts-note">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
