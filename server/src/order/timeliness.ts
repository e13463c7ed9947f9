/** 时效: what the month says about signing, first dispatch, returns, extensions and answers sent back, of everything and of each unit (SLA-02, SLA-15). */
import type { Value } from '@huying/core/measure/evaluate'
import { type Share, shares } from '@huying/core/measure/rounding'
import { lookAt, measured, type Month, ofUnit } from '../figures/month.ts'
import type { figureReader } from '../figures/reach.ts'
import { reaches } from '../figures/reach.ts'
import type { Shell } from '../shell/shell.ts'

type Reader = Pick<Awaited<ReturnType<typeof figureReader>>, 'centre' | 'actor' | 'central'>

interface Timeliness {
  /** 超时签收数; the promise of some cities is that it is zero. */
  signedLate: number
  noneSignedLate: boolean
  signed: Value
  firstRight: Value
  returns: Value
  returnsGranted: Value
  extended: Value
  /** 驳回: answers that the level above sent back, so that one order may count more than once. */
  sentBack: Value
}

/** For the centre the whole city; for a unit itself as the whole, and the units below it. */
export async function timelinessOf(shell: Shell, { centre, actor, central }: Reader, month: string) {
  const look = await lookAt(shell, centre, month)
  const whole = central ? look : ofUnit(look, actor.unit)
  const units = look.policy.pack.units
    .filter(({ code }) => reaches(actor, look.policy, code))
    .filter(({ code }) => ['orders', 'returns', 'sent_back'].some((figure) => look.f(figure, 'unit', code) > 0))
    .map(({ code, name }) => ({ unit: code, name, ...ratesOf(ofUnit(look, code)) }))
  return { month, ...ratesOf(whole), onTime: measured(whole, 'on-time-rate'), reasons: central ? reasonsOf(look) : [], units }
}

function ratesOf(month: Month): Timeliness {
  const late = measured(month, 'sign-late').numerator
  return {
    signedLate: late,
    noneSignedLate: late === 0,
    signed: measured(month, 'sign-on-time-rate'),
    firstRight: measured(month, 'first-right-rate'),
    returns: measured(month, 'return-asked-rate'),
    returnsGranted: measured(month, 'return-granted-rate'),
    extended: measured(month, 'extension-rate'),
    sentBack: measured(month, 'sent-back-rate'),
  }
}

/** 驳回原因, the most frequent first. */
function reasonsOf({ f, policy }: Month): Share[] {
  const counted = (policy.pack.reviews?.reasons ?? []).map(({ code, label }) => ({ code, label, count: f('sent_back', 'reason', code) }))
  return shares(counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count))
}
