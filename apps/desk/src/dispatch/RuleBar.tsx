import { BatchBar, KeyCap } from '@huying/ui'
import { Button } from 'antd'
import { useCatalogue } from '../session.tsx'
import type { TickedRule } from './useTickedRule.ts'
import type { OrderRow } from './view.ts'

interface RuleBarProps {
  rows: readonly OrderRow[]
  list: TickedRule
  /** 同意延期, 通过. */
  word: string
}

/** The ticked orders together: how many, whose, and the one word for all of them. */
export function RuleBar({ rows, list: { ticked, setTicked, rule, ruleTicked }, word }: RuleBarProps) {
  const { unitShort } = useCatalogue()
  const chosen = rows.filter(({ id }) => ticked.has(id))
  return (
    <BatchBar
      count={chosen.length}
      common={commonUnit(chosen, unitShort)}
      onClear={() => setTicked(new Set())}
      refused={rule.refused && { ...rule.refused, onClose: rule.closeRefused }}
    >
      <Button type="primary" disabled={rule.busy} onClick={() => void ruleTicked()}>
        {word} {chosen.length} 件<KeyCap>Y</KeyCap>
      </Button>
    </BatchBar>
  )
}

/** 均为城管大队, where it is true. */
function commonUnit(rows: readonly OrderRow[], unitShort: (code: string | null) => string): string | undefined {
  const units = new Set(rows.map(({ lead_unit: unit }) => unit))
  const [only] = units
  return units.size === 1 && only ? `均为${unitShort(only)}` : undefined
}
