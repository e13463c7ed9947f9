import { Facts } from '@huying/ui'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { ORDER_WORDS, VOID_WORDS, SETTLED_WORDS } from '../words.ts'
import type { OrderAnswer } from './types.ts'

/** 3–5 户, 约 20 人 */
function affectedText(affected: OrderAnswer['state']['affected']): string | undefined {
  if (!affected) return undefined
  const { low, high, about, what } = affected
  return `${about ? '约 ' : ''}${high !== undefined && high !== low ? `${low}–${high}` : low} ${what ?? '人'}`
}

/** 事项: what it is about and where. */
export function Matter({ order: { state, members } }: { order: OrderAnswer }) {
  const words = useCatalogue()
  const { place, proposal, stage, voided, mergedInto } = state
  const area = words.placeName(place.region)
  const where = place.text?.includes(area) ? place.text : [area, place.text].filter(Boolean).join(' ')
  const since = members.map((member) => member.since).find(Boolean)
  return (
    <section className="or-block" aria-label="事项">
      <h2>事项</h2>
      <Facts
        items={[
          { label: '类型', value: `${words.typeName(state.type)} · ${words.categoryPath(state.category)}` },
          { label: '地点', value: where },
          ...(state.affected ? [{ label: '影响', value: affectedText(state.affected) }] : []),
          ...(since ? [{ label: '何时起', value: since }] : []),
          {
            label: '来源',
            value: words.channelName(state.channel),
            note: `${momentText(Math.min(...state.members.map((m) => m.acceptedAt)))} 受理`,
          },
          ...(stage === 'pooled' && proposal?.unit
            ? [
                {
                  label: '建议单位',
                  value: words.unitName(proposal.unit),
                  note: [proposal.why, proposal.clause].filter(Boolean).join(' · '),
                },
              ]
            : []),
          ...(voided
            ? [{ label: '状态', value: ORDER_WORDS.void, note: VOID_WORDS[voided.reason] ?? SETTLED_WORDS[voided.reason] ?? voided.reason }]
            : []),
          ...(mergedInto ? [{ label: '已并入', value: mergedInto.number }] : []),
        ]}
      />
    </section>
  )
}
