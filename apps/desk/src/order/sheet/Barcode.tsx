import { code39 } from './barcode.ts'

/** The code of a sheet as bars, with the code itself below. */
export function Barcode({ code }: { code: string }) {
  const coded = code39(code)
  return (
    <figure className="sh-code">
      {coded && (
        <svg viewBox={`0 0 ${coded.width} 30`} preserveAspectRatio="none" aria-hidden="true">
          {coded.bars.map(({ x, width }) => (
            <rect key={x} x={x} y="0" width={width} height="30" />
          ))}
        </svg>
      )}
      <figcaption>{code}</figcaption>
    </figure>
  )
}
