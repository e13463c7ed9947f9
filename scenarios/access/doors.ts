/**
 * Every route, in every post, at matters of one's own unit and of others, of the own county and of another, confidential or not, and of
 * another centre. The routes are those of the application as it is built, the posts those of the pack: one more of either is red until
 * the table (expected.ts) says who may. `routes.story.ts`
 * tries of every route some seats for each answer that the table gives, `routes.long.story.ts` all of them.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Matter, openRig, type Rig } from './city.ts'
import { OWN_RULE, POSTS, ROUTES } from './expected.ts'
import { COMMANDS, knockAt, send, told, verdictOf } from './knock.ts'

/** Of each route, the seats for each of its answers that are tried when not all are. */
const SOME = 4

export function doors(everything: boolean) {
  describe('who may do what', () => {
    let rig: Rig
    let registrar: string
    beforeAll(async () => {
      rig = await openRig()
      registrar = (await rig.city.as('agent', undefined, '登记员')).user
    }, 120_000)
    afterAll(() => rig.close())

    const routesBut = (but: (route: string) => boolean) => rig.routes.map(({ method, url }) => `${method} ${url}`).filter((r) => !but(r))

    test('each route and each post stands in the table, and the table speaks of nothing that is not there', () => {
      const routes = routesBut((route) => COMMANDS.has(route))
      expect(routes.toSorted()).toEqual(Object.keys(ROUTES).toSorted())
      expect([...COMMANDS.keys()].filter((route) => !rig.routes.some(({ method, url }) => `${method} ${url}` === route))).toEqual([])
      expect(rig.city.pack.posts.map(({ code }) => code).toSorted()).toEqual(Object.keys(POSTS).toSorted())
    })

    test('nobody who is not signed in gets past the door, at whatever he knocks', async () => {
      for (const route of routesBut((one) => ROUTES[one]?.anyone === true || ROUTES[one]?.secret === true)) {
        const knock = rig.matters.map((matter) => knockAt(route, matter)).find((one) => one !== undefined)
        if (!knock) throw new Error(route)
        expect((await send(rig, knock, {})).status, route).toBe(401)
      }
    })

    test(
      'each post may what the table says, and to whom a thing is closed it is not there',
      async () => {
        const wrong = new Map<string, string[]>()
        const counted: Record<string, number> = {}
        const bodies = new Set<string>()
        const routes = routesBut((one) => ROUTES[one]?.anyone === true || ROUTES[one]?.secret === true || SLOW.includes(one) || one in OVER)
        for (const [turn, route] of routes.entries()) {
          for (const { seat, matter, knock, expected } of cells(route, turn)) {
            const answer = await send(rig, knock, seat.headers)
            const found = told(answer)
            if (found === 'not there') bodies.add(answer.text)
            counted[expected] = (counted[expected] ?? 0) + 1
            const ruled = expected === 'open' && found === 'forbidden' && (ROUTES[route]?.acts === true || OWN_RULE.includes(route))
            if (answer.status < 500 && (found === expected || ruled)) continue
            const what = `${route}: ${expected}, but ${answer.status} ${answer.text.slice(0, 120)}`
            wrong.set(what, [...(wrong.get(what) ?? []), `${seat.post}@${seat.unit} ${matter.name}`])
          }
        }
        expect([...wrong].map(([what, who]) => `${what} · ${who.join('、')}`)).toEqual([])
        // Somebody else's and nobody's look alike.
        expect([...bodies]).toEqual([JSON.stringify({ error: { code: 'not_found', message: '没有找到，或您无权查看' } })])
        for (const verdict of ['open', 'forbidden', 'not there']) expect(counted[verdict], verdict).toBeGreaterThan(100)
      },
      everything ? 1_800_000 : 120_000,
    )

    /** Who knocks at the route with what, and what he must be told; of the many that must be told the same, some. */
    function cells(route: string, turn: number) {
      const all = rig.seats.flatMap((seat) =>
        mattersFor(route).flatMap((matter) => {
          const knock = knockAt(route, matter)
          return knock ? [{ seat, matter, knock, expected: verdictOf(rig, route, seat, matter, registrar) }] : []
        }),
      )
      if (everything) return all
      return ['open', 'forbidden', 'not there'].flatMap((verdict) => {
        const told = all.filter(({ expected }) => expected === verdict)
        return told.length <= SOME
          ? told
          : Array.from({ length: SOME }, (_, i) => told[(turn * 7 + i * Math.ceil(told.length / SOME)) % told.length]).filter(
              (one) => one !== undefined,
            )
      })
    }

    /** All matters where the thing decides; where only the post does, one. */
    function mattersFor(route: string): Matter[] {
      const decides = COMMANDS.get(route)?.creates !== true && (COMMANDS.has(route) || ROUTES[route]?.sees !== undefined)
      return decides ? rig.matters : rig.matters.slice(0, 1)
    }
  })
}

/** Streams end by themselves only when the session does: see the story of what is told. */
const SLOW = ['GET /api/changes']
/** Who may act over whom is said in people.story.ts, person by person. */
const OVER: Readonly<Record<string, true>> = Object.fromEntries(
  Object.entries(ROUTES).flatMap(([route, { person }]) => (person ? [[route, true]] : [])),
)
