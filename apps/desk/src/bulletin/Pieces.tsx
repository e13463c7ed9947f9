import { Count, RateCell } from '../figures/Count.tsx'
import type { Open } from '../figures/types.ts'
import type { Piece } from './types.ts'

/** A paragraph with its figures: each opens the rows it was counted from. */
export function Pieces({ pieces, onOpen }: { pieces: readonly Piece[]; onOpen?: Open }) {
  return (
    <p className="bt-paragraph">
      {pieces.map((piece, at) => (
        // A paragraph never changes its order.
        <Said key={at} piece={piece} onOpen={onOpen} />
      ))}
    </p>
  )
}

function Said({ piece, onOpen }: { piece: Piece; onOpen?: Open }) {
  if (typeof piece === 'string') return piece
  if (!onOpen) return piece.value
  if ('rate' in piece) return <RateCell name={piece.name} rate={piece.rate} onOpen={onOpen} />
  const { value, title, count, figure } = piece
  return (
    <Count opened={{ title, count, figure }} onOpen={onOpen}>
      {value}
    </Count>
  )
}
