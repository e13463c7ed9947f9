/** A month's work and the people who make a bulletin of it. */
import type { City, Person } from '../server/test/rig.ts'
import { done, type Matter, pleased, roadOf } from './road.ts'

export const MONTH = '2024-11'

/** Orders of one unit, answered on 5 November; those at `late` only on the 20th, after their deadline. */
export async function worked(city: City, count: number, late: readonly number[] = [], unit = 'urban'): Promise<Matter[]> {
  const road = roadOf(city, unit)
  const matters: Matter[] = []
  for (let i = 0; i < count; i++) matters.push(await road.inHand())
  const answer = async ({ order, request }: Matter) => {
    await road.call(order)
    done(
      await (await city.as('liaison', unit)).post(`/api/orders/${order}/report_progress`, {
        assignment: 1,
        text: '已到现场查看线路。',
        tell: false,
      }),
    )
    await road.answered(order)
    await road.callBack(request, pleased)
  }
  city.at('2024-11-05T09:30')
  for (const [i, matter] of matters.entries()) if (!late.includes(i)) await answer(matter)
  city.at('2024-11-20T09:30')
  await city.settle()
  for (const [i, matter] of matters.entries()) if (late.includes(i)) await answer(matter)
  return matters
}

export function officeOf(city: City, period = MONTH, kind = 'monthly') {
  const at = (id: string, command = '') => `/api/editions/${id}${command && `/${command}`}`
  const analyst = () => city.as('analyst')
  const office = {
    at,
    async close(more: Record<string, unknown> = {}): Promise<string> {
      return done(await (await analyst()).post('/api/editions', { kind, period, ...more })).body.id
    },
    async read(id: string, person?: Person) {
      return done(await (person ?? (await analyst())).get(at(id))).body
    },
    async figures(id: string) {
      return done(await (await analyst()).get(at(id, 'figures'))).body
    },
    async sheet(id: string, person?: Person) {
      return done(await (person ?? (await analyst())).get(at(id, 'sheet'))).body
    },
    async rows(id: string, query: string): Promise<{ id: string; value: number; number: string; order: string }[]> {
      return done(await (await analyst()).get(`${at(id, 'figures/rows')}?${query}&limit=200`)).body.rows
    },
    async write(id: string, section: string, text: string, person?: Person) {
      return (person ?? (await analyst())).post(at(id, 'write'), { section, text })
    },
    /** The four parts that people write. */
    async writeAll(id: string) {
      for (const [section, text] of Object.entries(TEXTS)) done(await office.write(id, section, text))
    },
    async beginCheck(id: string) {
      return done(await (await analyst()).post(at(id, 'begin_check'), { what: '请核对本单位 11 月明细，有异议的逐件提出。' }))
    },
    /** From the draft to what the leader has before him; every unit confirms. */
    async submitted(id: string) {
      await office.writeAll(id)
      await office.beginCheck(id)
      for (const unit of (await office.read(id)).state.units) done(await (await city.as('liaison', unit)).post(at(id, 'confirm')))
      done(await (await analyst()).post(at(id, 'finalise')))
      done(await (await analyst()).post(at(id, 'submit')))
    },
    async issue(id: string) {
      return (await city.as('leader')).post(at(id, 'issue'))
    },
    async issued(more: Record<string, unknown> = {}): Promise<string> {
      const id = await office.close(more)
      await office.submitted(id)
      done(await office.issue(id))
      return id
    },
  }
  return office
}
export type Office = ReturnType<typeof officeOf>

export const TEXTS = {
  practice: '部分单位建立了班前会制度，当日工单当日议。',
  cases: '某小区楼道照明多年失修，承办单位当晚更换线路，周先生表示感谢。',
  problems: '本月受理 {accepted} 件，个别工单逾期后才办结，按时办结率 {onTime}。',
  next: '请各单位加强首次联系，逾期工单逐件说明。',
}
