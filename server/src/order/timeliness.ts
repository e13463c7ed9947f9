/** 时效: what the month says about signing, first dispatch, returns, extensions and answers sent back, of everything and of each unit (SLA-02, SLA-15). */
import { lookAt, type Month, ofUnit } from '../figures/month.ts'
import { type Rate, rate, type Share, shares } from '../figures/percent.ts'
import { onTimeRate, signedLate, signRate } from '../figures/rates.ts'
import type { figureReader } from '../figures/reach.ts'
import { reaches } from '../figures/reach.ts'
import type { Shell } from '../shell/shell.ts'

type Reader = Pick<Awaited<ReturnType<typeof figureReader>>, 'centre' | 'actor' | 'central'>

interface Timeliness {
  /** 超时签收数; the promise of some cities is that it is zero. */
  signedLate: number
  noneSignedLate: boolean
  signed: Rate
  firstRight: Rate
  returns: Rate
  returnsGranted: Rate
  extended: Rate
  /** 驳回: answers that the level above sent back, so that one order may count more than once. */
  sentBack: Rate
}

/** For the centre the whole city; for a unit itself as the whole, and the units below it. */
export async function timelinessOf(shell: Shell, { centre, actor, central }: Reader, month: string) {
  const look = await lookAt(shell, centre, month)
  const whole = central ? look : ofUnit(look, actor.unit)
  const units = look.policy.pack.units
    .filter(({ code }) => reaches(actor, look.policy, code))
    .filter(({ code }) => ['orders', 'returns', 'sent_back'].some((figure) => look.f(figure, 'unit', code) > 0))
    .map(({ code, name }) => ({ unit: code, name, ...ratesOf(ofUnit(look, code)) }))
  return { month, ...ratesOf(whole), onTime: onTimeRate(whole), reasons: central ? reasonsOf(look) : [], units }
}

function ratesOf(month: Month): Timeliness {
  const { f } = month
  const sent = '已派发的工单'
  return {
    signedLate: signedLate(month),
    noneSignedLate: signedLate(month) === 0,
    signed: signRate(month),
    firstRight: rate('首派精准度', f('first_right'), f('dispatched'), sent),
    returns: rate('退单率', f('returns'), f('dispatched'), sent),
    returnsGranted: rate('退单成立率', f('returns_granted'), f('returns'), '申请退单'),
    extended: rate('延期率', f('extended'), f('dispatched'), sent),
    sentBack: rate('驳回率', f('sent_back'), f('dispatched'), sent),
  }
}

/** 驳回原因, the most frequent first. */
function reasonsOf({ f, policy }: Month): Share[] {
  const counted = (policy.pack.reviews?.reasons ?? []).map(({ code, label }) => ({ code, label, count: f('sent_back', 'reason', code) }))
  return shares(counted.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count))
}
