/** One condition stands behind a post's lists, its views and its commands: what a list shows can be opened, what it hides does not exist. */
import type { Noun } from '@huying/core/kernel'
import { scopeOf } from '../src/access.ts'
import { NEVER } from '@huying/core/condition'
import type { Post } from '@huying/core/policy/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { done, pleased, roadOf } from '../../scenarios/road.ts'
import { CENTRE_TABS, UNIT_TABS } from '../src/order/tabs.ts'
import { VISIT_TABS } from '../src/visit/lists.ts'
import { type City, openCity, type Person } from './rig.ts'

type Listed = 'request' | 'order' | 'visit'
const PATHS: Record<Listed, string> = { request: 'requests', order: 'orders', visit: 'visits' }
/** A command that needs no input: on a row outside the scope it finds nothing, whatever the post may do. */
const HARMLESS: Record<Listed, string> = { request: 'ask_progress', order: 'release', visit: 'start' }

/** Lists that together show everything of a noun, and those that show a part. */
const WHOLE: Record<Listed, string[]> = {
  request: ['/api/requests'],
  order: ['/api/orders/list/all'],
  visit: Object.keys(VISIT_TABS).map((tab) => `/api/visits/list/${tab}`),
}
const PARTS: Record<Listed, string[]> = {
  request: ['quoted', 'unquoted', 'later'].map((list) => `/api/instant/2024-11/${list}`),
  order: [
    ...Object.keys(CENTRE_TABS).map((tab) => `/api/orders/list/${tab}`),
    ...Object.keys(UNIT_TABS).map((tab) => `/api/orders/unit/${tab}`),
    ...['praise', 'unreasonable'].map((ledger) => `/api/ledgers/${ledger}/2024-11`),
  ],
  visit: [],
}
const NOUNS: readonly Listed[] = ['request', 'order', 'visit']

describe('scopes of posts', () => {
  let city: City
  const ids: Record<Listed, string[]> = { request: [], order: [], visit: [] }

  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-06T09:30')
    const [urban, county] = [roadOf(city, 'urban'), roadOf(city, 'yuetang')]
    for (const confidential of [false, true]) {
      await urban.register({ confidential })
      await urban.register({ confidential, type: 'consult', outcome: { how: 'answer', text: '由市路灯管理所维护。' } })
      for (const road of [urban, county]) {
        await road.inHand({ confidential })
        // A county's own people have posts of their own; its liaison stands in for them here.
        for (const said of [undefined, pleased]) {
          const { request, order } = await road.inHand({ confidential })
          await road.call(order)
          await road.answered(order)
          if (said) {
            const reviewer = await city.as('visit_review')
            done(await reviewer.post(`/api/visits/${await road.dial(request, reviewer)}/record`, said))
          }
        }
      }
    }
    for (const noun of NOUNS) {
      const table = { request: 'service_request', order: 'work_order', visit: 'visit' }[noun]
      const { rows } = await city.pool.query<{ id: string }>(`select id from ${table} order by id`)
      ids[noun] = rows.map((r) => r.id)
    }
  }, 120_000)
  afterAll(() => city.close())

  async function listed(person: Person, urls: string[]): Promise<string[]> {
    const found: string[] = []
    for (const url of urls) {
      const { status, body } = await person.get(`${url}?limit=200`)
      expect([200, 403], url).toContain(status)
      if (status === 200) found.push(...(body.rows as { id: string }[]).map((r) => r.id))
    }
    return [...new Set(found)].sort()
  }

  test('what a post’s lists show is what it may open, and what they hide no command finds', async () => {
    const { policy } = await city.shell.packs.current(city.centre)
    const seen: Record<string, number> = {}
    const { posts } = city.pack
    const sameScope = (a: Post, b: Post) => a.belongs === b.belongs && JSON.stringify(a.scope) === JSON.stringify(b.scope)
    // One of each kind of scope.
    for (const post of posts.filter((p, i) => posts.findIndex((other) => sameScope(p, other)) === i)) {
      for (const unit of post.belongs === 'unit' ? ['urban', 'yuetang'] : ['centre']) {
        const person = await city.as(post.code, unit)
        const actor = { user: person.user, post: post.code, unit, name: person.name }
        for (const noun of NOUNS) {
          const open: string[] = []
          for (const id of ids[noun]) {
            const { status } = await person.get(`/api/${PATHS[noun]}/${id}`)
            expect([200, 404], `${post.code} ${noun}`).toContain(status)
            if (status === 200) open.push(id)
          }
          const label = `${post.code} of ${unit}: ${noun}`
          expect(await listed(person, WHOLE[noun]), label).toEqual(open)
          for (const id of await listed(person, PARTS[noun])) expect(open, `${label} in a part`).toContain(id)
          for (const id of ids[noun].filter((i) => !open.includes(i))) {
            const { status, body } = await person.post(`/api/${PATHS[noun]}/${id}/${HARMLESS[noun]}`)
            expect([status, body.error.code], label).toEqual([404, 'not_found'])
          }
          if (JSON.stringify(scopeOf(noun satisfies Noun, actor, policy)) === JSON.stringify(NEVER)) expect(open, label).toEqual([])
          seen[`${post.code} ${unit} ${noun}`] = open.length
        }
      }
    }
    // Not vacuous: scopes that show all, some and nothing were tried, and a unit's own.
    const counts = (noun: Listed) => new Set(Object.entries(seen).flatMap(([k, n]) => (k.endsWith(` ${noun}`) ? [n] : [])))
    for (const noun of NOUNS) expect([...counts(noun)]).toEqual(expect.arrayContaining([0, ids[noun].length]))
    expect(counts('visit').has(ids.visit.length / 2)).toBe(true)
    expect(seen['unit_leader urban order'] ?? seen['liaison urban order'] ?? seen['county_officer urban order']).toBeGreaterThan(0)
  }, 120_000)
})
