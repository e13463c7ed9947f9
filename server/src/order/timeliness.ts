/** 时效: what the month says about signing, first dispatch, returns and extensions, of everything and of each unit (SLA-02, SLA-15). */
import { lookAt, type Month } from '../figures/month.ts'
import { type Rate, rate } from '../figures/percent.ts'
import { onTimeRate } from '../figures/rates.ts'
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
    .map(({ code, name }) => ({ unit: code, name, ...ratesOf(look, 'unit', code) }))
  return { month, ...ratesOf(look), onTime: onTimeRate(look), units }
}

function ratesOf({ f }: Month, dimension = 'all', key = 'all'): Timeliness {
  const of = (figure: string) => f(figure, dimension, key)
  const sent = '已派发的工单'
  return {
    signedLate: of('signed_late'),
    noneSignedLate: of('signed_late') === 0,
    signed: rate('签收及时率', of('signed') - of('signed_late'), of('signed'), '已签收的主办单'),
    firstRight: rate('首派精准度', of('first_right'), of('dispatched'), sent),
    returns: rate('退单率', of('returns'), of('dispatched'), sent),
    returnsGranted: rate('退单成立率', of('returns_granted'), of('returns'), '申请退单'),
    extended: rate('延期率', of('extended'), of('dispatched'), sent),
  }
}
