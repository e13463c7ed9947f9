/**
 * 关账: a period and a cut-off. The facts are copied right after it; a period that was issued gets another edition only to correct it,
 * with the cut-off of what it corrects unless it is told another.
 */
import { Type } from '@sinclair/typebox'
import { dayOf, formatDay, formatInstant, instantOf, parseDay, plusDays, startOf } from '../../calendar.ts'
import { type Command, decided, type Instant, OpenText, refused } from '../../kernel.ts'
import { kindOf } from '../bars.ts'
import type { EditionEvent } from '../events.ts'
import { PERIOD_FORMS, PERIOD_PATTERN, periodSpan } from '../period.ts'
import { type Edition, type Granted, IN_WORK, type EditionStage, type Section } from '../state.ts'

const Input = Type.Object(
  {
    kind: Type.String({ maxLength: 60, title: '通报种类' }),
    period: Type.String({ pattern: PERIOD_PATTERN, title: '统计期' }),
    cutoff: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$', title: '关账时间' })),
    why: Type.Optional(OpenText('更正原因', 500, 2)),
  },
  { additionalProperties: false },
)

export const close: Command<Edition, EditionEvent, typeof Input> = {
  noun: 'edition',
  name: 'close',
  button: '关账',
  by: ['centre'],
  creates: true,
  needs: ['editions'],
  input: Input,
  bars: () => undefined,
  decide: (_none, { kind, period, cutoff: at, why }, ctx) => {
    const bulletin = kindOf(ctx.policy, kind)
    if (!bulletin) return refused('unknown_code', '机制配置中没有这种通报，请先发布配置', { field: 'kind' })
    const { period: of = 'month', label } = bulletin
    const span = periodSpan(of, period)
    if (!span) return refused('invalid', `“${label}”的统计期须写为${PERIOD_FORMS[of]}`, { field: 'period' })
    const { period: before = [], previous } = ctx.facts.editions ?? {}
    const open = before.find(({ stage }) => IN_WORK.includes(stage as EditionStage))
    if (open) return refused('already', `本期第 ${open.no} 版还没有印发，请先办完或作废`)
    const printed = before.findLast(({ stage }) => stage === 'issued')
    if (printed && why === undefined) return refused('missing', '本期已经印发，更正须写明原因', { field: 'why' })
    const cutoff = at === undefined ? (printed?.cutoff ?? ctx.now) : momentOf(at)
    if (cutoff === undefined || cutoff > ctx.now) return refused('deadline', '关账时间不能晚于现在', { field: 'cutoff' })
    if (cutoff < startOf(plusDays(parseDay(span.to), 1)))
      return refused('deadline', `统计期到 ${span.to} 24:00 为止，期满后才能关账`, { field: 'cutoff' })
    if (printed && cutoff < printed.cutoff)
      return refused('deadline', `更正的关账时间不能早于原版的 ${formatInstant(printed.cutoff)}`, { field: 'cutoff' })
    const carried = printed && { corrects: printed.id, why, sections: texts(printed.sections), kept: printed.granted as Granted[] }
    const fields = {
      ...{ id: ctx.ids(), kind, version: ctx.version, period, first: span.from, last: span.to },
      ...{ cutoff, no: (printed?.no ?? 0) + 1, ...(previous ? { previous } : {}) },
    }
    return decided<EditionEvent>({
      type: 'closed',
      fields: { ...fields, ...(carried ?? { sections: {}, kept: [] }) },
      by: ctx.actor.name,
      user: ctx.actor.user,
    })
  },
}

/** A minute of the clock on a day that there is. */
function momentOf(text: string): Instant | undefined {
  try {
    const at = instantOf(text)
    return formatDay(dayOf(at)) === text.slice(0, 10) ? at : undefined
  } catch {
    return undefined
  }
}

/** What was printed stands in the correction as it was; what units were asked for then is not asked again. */
const texts = (sections: unknown): Record<string, Section> =>
  Object.fromEntries(
    Object.entries(sections as Record<string, Section>).map(([code, { written, sent }]) => [code, { written, sent, asked: {} }]),
  )
