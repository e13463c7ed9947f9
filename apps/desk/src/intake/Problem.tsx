import { ErrorLine } from '@huying/ui'
import { useDesk } from './DeskContext.ts'

/** What an act of the whole page met, above its buttons; what concerns one field stands beside that field. */
export function Problem() {
  const { problem } = useDesk()
  return problem ? (
    <div className="ik-problem">
      <ErrorLine {...problem} />
    </div>
  ) : null
}
