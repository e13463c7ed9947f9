/** The road of an order, step by step, by the people whose step it is. Each step says at once what the API refused. */
import type { City, Person, Reply } from '../server/test/rig.ts'
import { registerLamp } from './telling.ts'

export interface Matter {
  request: string
  order: string
}

export const answerText = {
  internal: '经现场查看，照明线路老化断开，已由社区联系维修人员更换线路和灯具，当晚恢复照明。',
  public: '您反映的楼间路灯不亮问题，已更换线路和灯具，当晚恢复照明。',
}

export function done(reply: Reply): Reply {
  if (reply.status !== 200) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`)
  return reply
}

export function roadOf(city: City, unit = 'urban') {
  const by = (post: string) => city.as(post, unit)
  const at = (order: string, command: string) => `/api/orders/${order}/${command}`
  const road = {
    async register(more: Record<string, unknown> = {}): Promise<Matter> {
      const { body } = done(await registerLamp(await city.as('agent'), more))
      return { request: body.id, order: body.view.state.links[0]?.order }
    },
    /** Registered, dispatched and signed. */
    async inHand(more: Record<string, unknown> = {}): Promise<Matter> {
      const matter = await road.register(more)
      done(await (await city.as('dispatcher')).post(at(matter.order, 'dispatch'), { lead: { unit } }))
      done(await (await by('liaison')).post(at(matter.order, 'sign'), { assignment: 1 }))
      return matter
    },
    /** One attempt to speak with the person. */
    async call(order: string, result = 'connected', purpose = 'first', assignment = 1) {
      return done(await (await by('liaison')).post(at(order, 'contact_citizen'), { assignment, result, purpose }))
    },
    /** 提交办结; what the API says is the story's to judge. */
    async reply(order: string, more: Record<string, unknown> = {}) {
      return (await by('liaison')).post(at(order, 'reply'), { assignment: 1, isTrue: true, solved: 'solved', ...answerText, ...more })
    },
    async sign(order: string, more: Record<string, unknown> = {}) {
      return (await by('unit_leader')).post(at(order, 'approve'), { assignment: 1, pass: true, sealed: true, ...more })
    },
    async review(order: string, more: Record<string, unknown> = {}) {
      return (await city.as('dispatch_review')).post(at(order, 'review'), { assignment: 1, pass: true, ...more })
    },
    /** From the unit's answer to the open call-back. */
    async answered(order: string, more: Record<string, unknown> = {}) {
      const { assignment = 1 } = more
      done(await road.reply(order, more))
      done(await road.sign(order, { assignment }))
      done(await road.review(order, { assignment }))
    },
    async request(id: string) {
      return done(await (await city.as('visit_review')).get(`/api/requests/${id}`)).body.state
    },
    async order(id: string) {
      return done(await (await city.as('visit_review')).get(`/api/orders/${id}`)).body
    },
    /** Opens the running call-back of a request. */
    async dial(request: string, visitor?: Person): Promise<string> {
      const { visit } = await road.request(request)
      done(await (visitor ?? (await city.as('visitor'))).post(`/api/visits/${visit}/start`))
      return visit
    },
    async callBack(request: string, said: Record<string, unknown>): Promise<string> {
      const visit = await road.dial(request)
      done(await (await city.as('visitor')).post(`/api/visits/${visit}/record`, said))
      return visit
    },
    async judge(visit: string, decision: string, note = '已核对录音和办理材料。') {
      return (await city.as('visit_review')).post(`/api/visits/${visit}/review`, { decision, note })
    },
    async bulletin(month = '2024-11') {
      return done(await (await city.as('analyst')).get(`/api/bulletin/${month}`)).body
    },
  }
  return road
}
export type Road = ReturnType<typeof roadOf>
export const pleased = { contacted: true, solved: 'solved', satisfied: 'satisfied' }
