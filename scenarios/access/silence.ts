/**
 * Nothing tells of what a post may not see. Each seat reads everything there is to read; then two confidential matters are registered,
 * sent to another county, handled and called back; and it reads again. Whoever sees none of them is answered letter for letter as before:
 * lists, counts, badges, searches by their very number and words, suggestions, duplicates, files, notices. Only a figure of the whole
 * city may move (`whole` in the table), and even there no number, title or id of theirs stands.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AGGREGATES } from '@huying/core/nouns'
import { done, pleased, roadOf } from '../road.ts'
import { type Matter, openRig, type Rig, type Seat } from './city.ts'
import { ROUTES } from './expected.ts'
import { knockAt, maySee, send, verdictOf } from './knock.ts'

/** The posts that differ most in what they see and in what their pages count. */
const SOME = ['agent', 'visitor', 'sys_admin', 'liaison', 'unit_admin', 'leader_office', 'observer', 'discipline']
/** What the session itself says of the time, the stream, and the record: it keeps what each searched for. */
const NOT_COMPARED = ['GET /metrics', 'GET /api/changes', 'GET /api/docs', 'GET /api/setup', 'GET /api/audit', 'GET /api/audit/file']

export function silence(everything: boolean) {
  describe('what is told', () => {
    let rig: Rig
    beforeAll(async () => {
      rig = await openRig()
    }, 120_000)
    afterAll(() => rig.close())

    /** Every address that can be read, with the words by which one would look for these matters. */
    function addresses(secrets: readonly Matter[]): { route: string; url: string }[] {
      const [known] = rig.matters
      const plain = rig.routes
        .filter(({ method, url }) => method === 'GET' && !NOT_COMPARED.includes(`GET ${url}`))
        .flatMap(({ url }) => {
          const knock = known && knockAt(`GET ${url}`, known)
          return knock ? [{ route: `GET ${url}`, url: knock.url }] : []
        })
      const tabs = ['pool', 'open', 'unsigned', 'review'].map((tab) => ({
        route: 'GET /api/orders/list/:tab',
        url: `/api/orders/list/${tab}`,
      }))
      const looks = secrets.flatMap(({ name, marks: [, , , number, own] }) =>
        [name, number, own].flatMap((word) => {
          const q = `q=${encodeURIComponent(word ?? '')}`
          return [
            { route: 'GET /api/search/orders', url: `/api/search/orders?${q}` },
            { route: 'GET /api/search/requests', url: `/api/search/requests?${q}` },
            { route: 'GET /api/tasks/list/:tab', url: `/api/tasks/list/todo?${q}` },
            { route: 'GET /api/visits/list/:tab', url: `/api/visits/list/done?${q}` },
            { route: 'GET /api/export/orders', url: `/api/export/orders?format=csv&${q}` },
          ]
        }),
      )
      return [...plain, ...tabs, ...looks]
    }

    async function readAll(seat: Seat, urls: readonly { route: string; url: string }[]) {
      const answers = new Map<string, string>()
      for (const { route, url } of urls)
        if (verdictOf(rig, route, seat, blank, '') !== 'forbidden')
          answers.set(url, (await send(rig, { method: 'GET', url }, seat.headers)).text)
      const find = await send(rig, { method: 'POST', url: '/api/callers/find', body: { number: '13800000645' } }, seat.headers)
      const phone = await send(
        rig,
        { method: 'POST', url: '/api/search/requests/by-phone', body: { number: '13800000645', why: '核对' } },
        seat.headers,
      )
      return answers.set('POST /api/callers/find', find.text).set('POST by-phone', phone.text)
    }

    test(
      'whoever may not see a matter is answered as though it did not exist',
      async () => {
        const placeholders = ['辛处', '壬处'].map(
          (name): Matter => ({ ...blank, name, marks: [name, '', '', '241104-0901', '241104-0902'] }),
        )
        const seats = rig.seats.filter(({ post, unit }) => unit !== 'yuhu' && (everything || SOME.includes(post)))
        const urls = addresses(placeholders)
        // Whoever is going to act is there already: people are no secret.
        for (const post of ['liaison', 'unit_leader']) await rig.city.as(post, 'yuhu')
        for (const post of ['visit_review', 'dispatch_review', 'dispatcher', 'centre_head']) await rig.city.as(post)
        const before = new Map<Seat, Map<string, string>>()
        for (const seat of seats) before.set(seat, await readAll(seat, urls))

        const registrar = (await rig.city.as('agent', undefined, '登记员')).user
        const secrets = [await rig.tell('辛处', 'yuhu', true, { bare: true }), await rig.tell('壬处', 'yuhu', true, { bare: true })]
        const road = roadOf(rig.city, 'yuhu')
        const { order = '', request = '' } = secrets[0]?.ids ?? {}
        await road.call(order)
        await road.answered(order)
        // Its call-back stays due: a badge counts such.
        const waiting = secrets[1]?.ids.order ?? ''
        await road.call(waiting)
        await road.answered(waiting)
        const review = await rig.city.as('visit_review')
        done(await review.post(`/api/visits/${await road.dial(request, review)}/record`, pleased))

        const told: string[] = []
        let compared = 0
        for (const seat of seats) {
          const closed = Object.keys(AGGREGATES).every(
            (noun) => noun === 'contact' || noun === 'task' || !secrets.some((one) => maySee(seat, noun as never, one, registrar)),
          )
          const hidden = secrets.filter((one) => !maySee(seat, 'order', one, registrar) && !maySee(seat, 'request', one, registrar))
          const marks = hidden.flatMap(({ marks: all }) => all)
          const after = await readAll(seat, urls)
          for (const { text, url } of await named(seat, secrets)) after.set(url, text)
          for (const [url, text] of after) {
            const where = `${seat.post}@${seat.unit} ${url}`
            const asked = decodeURIComponent(url)
            for (const mark of marks)
              if (text.includes(mark) && !asked.includes(mark) && !isRecord(url)) told.push(`${where} names ${mark}`)
            const line = ROUTES[urls.find((one) => one.url === url)?.route ?? '']
            const was = before.get(seat)?.get(url)
            if (!closed || line?.whole || was === undefined || seat.post === 'audit_admin' || OWN.test(url)) continue
            compared += 1
            if (was !== text) told.push(`${where}: ${difference(was, text)}`)
          }
        }
        expect(told).toEqual([])
        expect(compared).toBeGreaterThan(300)
      },
      everything ? 900_000 : 120_000,
    )

    /** By the numbers that they really got. */
    async function named(seat: Seat, secrets: readonly Matter[]) {
      const answers: { url: string; text: string }[] = []
      for (const {
        marks: [, , , number = '', own = ''],
      } of secrets)
        for (const word of new Set([number, own]))
          for (const kind of ['orders', 'requests']) {
            const url = `/api/search/${kind}?q=${word}`
            answers.push({ url, text: (await send(rig, { method: 'GET', url }, seat.headers)).text })
          }
      return answers
    }
  })
}

const blank: Matter = { name: '', ids: {}, confidential: true, units: [], unit: '', marks: [] }
/** 短信 are kept by whoever runs the system, by the number of their order (see expected.ts). */
const isRecord = (url: string) => url.startsWith('/api/messages') || url.startsWith('/api/export/messages')
/** One's own session and what one has done. */
const OWN = /^\/api\/(me|people)/

function difference(before: string, after: string): string {
  const at = [...before].findIndex((letter, i) => letter !== after[i])
  return `…${before.slice(Math.max(0, at - 60), at + 60)}… is now …${after.slice(Math.max(0, at - 60), at + 60)}…`
}
