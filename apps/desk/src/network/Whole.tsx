import { countText } from '@huying/ui'
import type { ReactNode } from 'react'
import type { Rate } from '@huying/core/measure/rounding'

/** What a report says in whole: each rate with its parts, and what the whole is. */
export function Whole({ rates, children }: { rates: readonly Rate[]; children?: ReactNode }) {
  return (
    <div className="rp-whole">
      <dl>
        {rates.map(({ label, percent, numerator, denominator, among, excluded }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <b>{percent ?? '—'}</b> <span>{`${countText(numerator)}/${countText(denominator)}`}</span>
            </dd>
            <dd className="rp-among">
              分母：{among}
              {excluded.filter(({ count }) => count > 0).map((out) => `；未计入${out.label} ${countText(out.count)} 件`)}
            </dd>
          </div>
        ))}
      </dl>
      {children && <p className="hy-second">{children}</p>}
    </div>
  )
}
