import { useContext } from 'react'
import { Go } from './Go.tsx'
import { type OverlayItem, Overlays } from './Overlays.tsx'
import { chipsThatFit, RoomContext } from './room.ts'

export interface TitleCellProps {
  title: string
  href?: string
  onGo?: (href: string) => void
  /** Behind the title, the most important first: two where there is room, the rest as +n. 紧急 is never folded away. */
  overlays?: readonly OverlayItem[]
}

/** The title of a row: never wraps, overlays stand behind it. */
export function TitleCell({ title, href, onGo, overlays = [] }: TitleCellProps) {
  const room = useContext(RoomContext)
  const sorted = [...overlays].sort((a, b) => Number(b.kind === 'urgent') - Number(a.kind === 'urgent'))
  const fit = chipsThatFit(
    title,
    sorted.map(({ label }) => label),
    room,
  )
  const max = sorted[0]?.kind === 'urgent' ? Math.max(1, fit) : fit
  return (
    <span className="hy-title-cell">
      <span className="hy-cut" title={title}>
        {href ? (
          <Go href={href} onGo={onGo}>
            {title}
          </Go>
        ) : (
          title
        )}
      </span>
      {overlays.length > 0 && <Overlays items={sorted} max={max} />}
    </span>
  )
}
