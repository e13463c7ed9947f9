import { Tooltip } from 'antd'
import { cx, fold } from './fold.ts'

export interface OverlayItem {
  key: string
  label: string
  /** plain: outlined · urgent: filled ink · soft: blue, what the system or a colleague holds · red/yellow/green: kinds of 三色 only */
  kind?: 'plain' | 'urgent' | 'soft' | 'red' | 'yellow' | 'green'
  /** Why it is there. */
  title?: string
}

export interface OverlaysProps {
  items: readonly OverlayItem[]
  /** At most this many in a row; the rest as +n. */
  max?: number
}

/** Chips beside a state (叠加标识): what is true of the thing besides the stage it is in. */
export function Overlays({ items, max = 2 }: OverlaysProps) {
  const { shown, rest } = fold(items, max)
  const names = rest.map((item) => item.label).join('、')
  return (
    <span className="hy-chips">
      {shown.map((item) => (
        <Chip key={item.key} item={item} />
      ))}
      {rest.length > 0 && (
        <Tooltip title={names} trigger={['hover', 'focus', 'click']}>
          <button type="button" className="hy-chip hy-chip-more" aria-label={`另有 ${names}`} onClick={(event) => event.stopPropagation()}>
            +{rest.length}
          </button>
        </Tooltip>
      )}
    </span>
  )
}

function Chip({ item: { label, kind = 'plain', title } }: { item: OverlayItem }) {
  const colour = kind === 'red' || kind === 'yellow' || kind === 'green'
  return (
    <span className={colour ? cx('hy-tri', `hy-tri-${kind}`) : cx('hy-chip', kind !== 'plain' && `hy-chip-${kind}`)} title={title}>
      {label}
    </span>
  )
}
