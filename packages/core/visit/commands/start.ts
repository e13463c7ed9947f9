/** 开始回访: inside the pack's blocks only, by somebody else than the one who registered the request. */
import { Type } from '@sinclair/typebox'
import { formatInstant } from '../../calendar.ts'
import { bar, type Command, type Context, decided, type Refusal } from '../../kernel.ts'
import { blocksText, inBlock } from '../blocks.ts'
import type { VisitEvent } from '../events.ts'
import type { Visit } from '../state.ts'

const Input = Type.Object({}, { additionalProperties: false })
/** A call-back somebody started and left is free again after this. */
export const LEASE = 20 * 60_000

export const start: Command<Visit, VisitEvent, typeof Input> = {
  noun: 'visit',
  name: 'start',
  button: '开始回访',
  by: ['centre'],
  input: Input,
  bars: (visit, ctx) => stageBar(visit, ctx) ?? hoursBar(visit, ctx) ?? handBar(visit, ctx.actor.user, ctx),
  decide: (_visit, _input, ctx) => decided<VisitEvent>({ type: 'started', by: ctx.actor.name, user: ctx.actor.user }),
}

function stageBar(visit: Visit, ctx: Context): Refusal | undefined {
  const taken = visit.stage === 'calling' && visit.caller && visit.caller.user !== ctx.actor.user && visit.caller.since + LEASE > ctx.now
  if (taken) return bar('held', `${visit.caller?.name}正在回访，请选下一件`)
  return ['due', 'again', 'calling'].includes(visit.stage) ? undefined : bar('stage', '这件回访已经结束')
}

/** `instead`: what may be done outside the hours. */
export function hoursBar(visit: Visit, ctx: Context, instead?: string): Refusal | undefined {
  const { blocks } = ctx.policy.pack.visit
  if (!inBlock(ctx.now, blocks.value))
    return bar('hours', `现在不是回访时段（${blocksText(blocks.value)}）`, { source: blocks.source, assumed: blocks.assumed, instead })
  return visit.notBefore > ctx.now ? bar('hours', `请在 ${formatInstant(visit.notBefore)} 之后再拨打`) : undefined
}

export function handBar(visit: Visit, user: string, ctx: Context): Refusal | undefined {
  const { sameWorker } = ctx.policy.pack.visit
  if (sameWorker.value || visit.registeredBy !== user) return undefined
  return bar('same_person', '登记人不能回访自己登记的诉求', { source: sameWorker.source, assumed: sameWorker.assumed })
}
