/** What may still happen to a closed matter when its month is over: the person is not pleased after all, an entry was wrong, the centre opens it again. */
import type { Order } from '@huying/core/order/state'
import type { ServiceRequest } from '@huying/core/request/state'
import type { City } from '../server/test/rig.ts'
import { answerText, done } from './road.ts'

export const ACTS = ['redo', 'answerPutRight', 'typePutRight', 'reopened', 'handledAgain'] as const
export type Act = (typeof ACTS)[number]

export function laterOn(city: City) {
  const { units, visit, kinds } = city.pack
  const clerk = (unit: string) => city.as(units.find((u) => u.code === unit)?.kind === 'county' ? 'county_officer' : 'liaison', unit)
  const orderOf = async (id: string): Promise<Order> => done(await (await city.as('visit_review')).get(`/api/orders/${id}`)).body.state
  const requestOf = async (id: string): Promise<ServiceRequest> =>
    done(await (await city.as('visit_review')).get(`/api/requests/${id}`)).body.state
  const grade = (good: boolean) => visit.scale.value.find((g) => g.satisfied === good)?.code
  const voice = async (order: string) => {
    const member = (await orderOf(order)).members.find((m) => m.to === undefined)
    return requestOf(member?.id ?? '')
  }

  /** The running round from signing to the open call-back. */
  async function handled(id: string) {
    const lead = (await orderOf(id)).assignments.filter((a) => a.role === 'lead').at(-1)
    const { unit = '', no: assignment } = lead ?? {}
    const act = async (who: ReturnType<typeof city.as>, command: string, more: Record<string, unknown> = {}) =>
      done(await (await who).post(`/api/orders/${id}/${command}`, { assignment, ...more }))
    await act(clerk(unit), 'sign')
    for (const purpose of ['first', 'feedback', 'visit']) await act(clerk(unit), 'contact_citizen', { result: 'connected', purpose })
    const again = { plan: '由分管负责人带队重新核实。', public: `经再次核实，${answerText.public}`, internal: answerText.internal }
    await act(clerk(unit), 'reply', { isTrue: true, solved: 'solved', ...again })
    await act(city.as('unit_leader', unit), 'approve', { pass: true, sealed: true })
    await act(city.as('dispatch_review'), 'review', { pass: true })
  }

  async function calledBack(order: string, good: boolean) {
    const { visit: id } = await voice(order)
    const visitor = await city.as('visitor')
    done(await visitor.post(`/api/visits/${id}/start`))
    const reasons = good ? {} : { reasons: [visit.dissatisfiedReasons[0]?.code] }
    done(await visitor.post(`/api/visits/${id}/record`, { contacted: true, solved: 'solved', satisfied: grade(good), ...reasons }))
  }

  /** The person rates it badly and it goes back to the unit. */
  async function sentBack(order: string) {
    const { id } = await voice(order)
    done(await (await city.as('agent')).post(`/api/requests/${id}/rate`, { solved: false, satisfied: grade(false), wantsRedo: true }))
    const decision = { decision: 'redo', note: '诉求人反映问题反复，请重新办理。' }
    done(await (await city.as('visit_review')).post(`/api/visits/${(await voice(order)).visit}/review`, decision))
  }

  return async (order: string, act: Act): Promise<void> => {
    city.wait(60_000)
    switch (act) {
      case 'redo':
        return sentBack(order)
      case 'handledAgain': {
        // Whoever was pleased at first is not in the end, so that something changes.
        const { outcomes } = await voice(order)
        await sentBack(order)
        await handled(order)
        return calledBack(order, outcomes.at(-1)?.outcome.good === false)
      }
      case 'reopened':
        done(await (await city.as('visit_review')).post(`/api/orders/${order}/reopen`, { why: '承诺没有兑现，重新打开办理。' }))
        return
      case 'answerPutRight': {
        const { visit: id, outcomes } = await voice(order)
        const satisfied = grade(outcomes.at(-1)?.outcome.good === false)
        done(await (await city.as('visit_review')).post(`/api/visits/${id}/correct`, { satisfied, why: '核对录音，原记录有误。' }))
        return
      }
      case 'typePutRight': {
        const { id, type } = await voice(order)
        const other = kinds.types.find((t) => t.code !== type && t.reportedAs === t.code)?.code
        done(
          await (await city.as('business_admin')).post(`/api/requests/${id}/correct`, { changes: { type: other }, why: '类型登记有误。' }),
        )
      }
    }
  }
}
