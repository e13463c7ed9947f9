export interface ChangedLineProps {
  /** 李×× */
  who: string
  /** 09:40 */
  when: string
  /** 改派至市住建局 */
  what: string
  onRefresh: () => void
  /** What happens to what was typed here: 您填写的内容会保留. */
  note?: string
}

/** Someone else has changed the thing: said above it, never swapped silently. */
export function ChangedLine({ who, when, what, onRefresh, note }: ChangedLineProps) {
  return (
    <p className="hy-changed" role="status">
      <span>
        {who} {when} {what}
      </span>
      <button type="button" className="hy-link" onClick={onRefresh}>
        刷新
      </button>
      {note && <span className="hy-mute">{note}</span>}
    </p>
  )
}
