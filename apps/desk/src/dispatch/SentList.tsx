import { useCatalogue } from '../session.tsx'
import { timeText } from '../time.ts'
import { useSitting } from './sitting.ts'
import { useUndo } from './useUndo.ts'

/** 本次已派: stays here after the toast has gone, with its 收回. */
export function SentList() {
  const { sent } = useSitting()
  const { unitShort, categoryName } = useCatalogue()
  const { undo, busy } = useUndo()
  if (sent.length === 0) return null
  return (
    <section className="dp-sent" aria-label="本次已派">
      <h2>本次已派</h2>
      <ul>
        {sent.slice(0, 30).map((lot) => (
          <li key={lot.key}>
            <time>{timeText(lot.at)}</time>
            <span className="hy-cut" title={lot.orders.map(({ number, title }) => `${number} ${title}`).join('\n')}>
              {lot.orders.length} 件 → {unitShort(lot.unit)} · {categoryName(lot.category)}
            </span>
            {lot.recalled ? (
              <span className="hy-mute" title={lot.recalled.kept.map(({ label, message }) => `${label} ${message}`).join('\n')}>
                已收回 {lot.recalled.count}
                {lot.recalled.kept.length > 0 && `，${lot.recalled.kept.length} 件未收回`}
              </span>
            ) : (
              <button type="button" className="hy-link" disabled={busy !== undefined} onClick={() => void undo(lot)}>
                收回
              </button>
            )}
            {lot.recalled?.kept[0] && <p className="dp-differs">{lot.recalled.kept[0].message}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
