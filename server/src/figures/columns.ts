/** By which columns rows are counted, dimension by dimension: for what no daily sum has, and to read no more rows than must be. */
import type { Counted } from '@huying/core/measure/figures'

export const COLUMNS: Record<Counted, Readonly<Record<string, string>>> = {
  contact: { channel: 't.channel', agent: 't.agent' },
  request: { type: 't.reported_as', channel: 't.channel', category: 't.category', region: 't.region', agent: 't.registered_by' },
  order: { unit: 't.counted_unit', type: 't.type', channel: 't.channel', category: 't.category', region: 't.region' },
}

/** Figures of which a unit may have more than the order's own: who gave it back, who was sent back to. No column knows these. */
export const OF_OTHERS: ReadonlySet<string> = new Set(['returns', 'returns_granted', 'sent_back', 'merged', 'merged_away', 'voided_orders'])
