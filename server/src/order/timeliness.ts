/** 时效: what the month says about signing, first dispatch, returns and extensions, of everything and of each unit (SLA-02, SLA-15). */
import { lookAt, type Month, ofUnit } from '../figures/month.ts'
import { type Rate, rate } from '../figures/percent.ts'
import { onTimeRate, signedLate, signRate } from '../figures/rates.ts'
import type { Shell } from '../shell/shell.ts'

interface Timeliness {
  /** 超时签收数; the promise of some cities is that it is zero. */
  signedLate: number
  noneSignedLate: boolean
  signed: Rate
  firstRight: Rate
  returns: Rate
  returnsGranted: Rate
  extended: Rate
}

export async function timelinessOf(shell: Shell, centre: string, month: string) {
  const look = await lookAt(shell, centre, month)
  const units = look.policy.pack.units
    .filter(({ code }) => look.f('orders', 'unit', code) > 0 || look.f('returns', 'unit', code) > 0)
    .map(({ code, name }) => ({ unit: code, name, ...ratesOf(ofUnit(look, code)) }))
  return { month, ...ratesOf(look), onTime: onTimeRate(look), units }
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
  }
}
