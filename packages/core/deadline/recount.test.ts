/** 重算: a clock counted again on a published year is the clock that would have run had the year been known. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calendar, calendarOf, DAY, formatDue, HOUR, instantOf, plus } from '../calendar.ts'
import type { Instant } from '../kernel.ts'
import type { DeadlineRow, Length } from '../policy/schema.ts'
import type { Clock } from './clock.ts'
import { corrected, recounted } from './recount.ts'
import { extendClock, pauseClock, resumeClock, sendBackClock, startClock, stopClock } from './timeline.ts'

const at = instantOf
const settings = {
  officeHours: { value: [['08:30', '12:00'] as [string, string], ['14:30', '17:30'] as [string, string]] },
  dayEnds: { value: '24:00' },
  countsFirstDay: { value: false },
}
const holidays = ['2027-01-01', '2027-01-02', '2027-01-03', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09']
const arranged = { holidays, workdays: ['2027-01-09', '2027-02-20'], source: { title: '放假通知' } }
const known = { '2026': { holidays: [], workdays: [], source: { title: '放假通知' } } }
const unknown = calendarOf({ calendar: settings, years: known })
const calendar = calendarOf({ calendar: settings, years: { ...known, '2027': arranged } })
const rule: DeadlineRow = {
  code: 'close',
  label: '办结',
  clock: 'close',
  start: 'accepted',
  limit: { amount: 5, unit: 'workday' },
  beforeParent: { amount: 1, unit: 'workday' },
}
const begun = (from: Instant, on: Calendar, limit = rule.limit, parentDue?: Instant) =>
  startClock({ kind: 'close', rule: { ...rule, limit }, start: from, calendar: on, parentDue })

describe('a clock that hung on an unpublished year', () => {
  it('is due when it would have been, and says why, before and after', () => {
    const clock = begun(at('2026-12-28T10:00'), unknown)
    const after = corrected(clock, recounted(clock, { calendar, rule }), at('2026-12-30T09:00'), '公布 2027 年放假安排', calendar)
    expect([formatDue(clock.due), clock.provisional]).toEqual(['2027-01-04 周一 24:00', true])
    expect([formatDue(after.due), after.provisional]).toEqual(['2027-01-05 周二 24:00', undefined])
    expect(after.segments.at(-1)?.text).toBe('公布 2027 年放假安排，按公布的日历重算，原截止 2027-01-04 周一 24:00')
    const twice = corrected(after, recounted(after, { calendar, rule }), at('2026-12-31T09:00'), '再次', calendar)
    expect(twice).toBe(after)
  })

  it('loses its doubt where the arrangement changes nothing', () => {
    const clock = begun(at('2027-03-01T10:00'), unknown)
    const after = corrected(clock, recounted(clock, { calendar, rule }), at('2027-03-02T09:00'), '公布', calendar)
    expect([after.due, after.provisional]).toEqual([clock.due, undefined])
    expect(after.segments.at(-1)?.text).toContain('截止时间不变')
  })

  it('makes nobody late: where the right time has passed already, the day stands; who was late stays late', () => {
    // Saturday the 9th is worked: the fifth day is that Saturday and not Monday.
    const clock = begun(at('2027-01-04T10:00'), unknown)
    const again = recounted(clock, { calendar, rule })
    expect([clock.due, again.due].map(formatDue)).toEqual(['2027-01-11 周一 24:00', '2027-01-09 周六 24:00'])
    const seen = (when: string, of: Clock = clock) => formatDue(corrected(of, again, at(when), '公布', calendar).due)
    expect(seen('2027-01-08T09:00')).toBe('2027-01-09 周六 24:00')
    expect(seen('2027-01-10T09:00')).toBe('2027-01-10 周日 24:00')
    expect(seen('2027-01-20T09:00')).toBe('2027-01-11 周一 24:00')
    expect(seen('2027-01-20T09:00', stopClock(clock, at('2027-01-10T16:00')))).toBe('2027-01-10 周日 24:00')
  })

  it('a level below is bound by the level above as that is counted now', () => {
    const parent = begun(at('2026-12-28T10:00'), unknown)
    const child = begun(at('2026-12-28T11:00'), unknown, { amount: 10, unit: 'workday' }, parent.due)
    const again = recounted(parent, { calendar, rule })
    const below = recounted(child, { calendar, rule, parent: again })
    expect([child.due, below.due].map(formatDue)).toEqual(['2027-01-01 周五 24:00', '2027-01-04 周一 24:00'])
  })

  it('sent back, it keeps the least that held then, an older one that of the pack; taken back, the unit has none', () => {
    const stopped = stopClock(begun(at('2026-12-28T10:00'), unknown), at('2027-01-04T10:00'))
    const back = (least?: Length) => sendBackClock(stopped, at('2027-01-04T11:00'), least, unknown)
    const two: Length = { amount: 2, unit: 'workday' }
    const ofPack: Length = { amount: 4, unit: 'workday' }
    const due = (clock: Clock) => formatDue(recounted(clock, { calendar, rule, least: ofPack }).due)
    const older = { ...back(two), segments: back(two).segments.map(({ least: _least, ...segment }) => segment) }
    expect([back(two), older, back()].map(due)).toEqual(['2027-01-06 周三 24:00', '2027-01-08 周五 24:00', '2027-01-05 周二 24:00'])
  })

  it('whatever happened to it: the same as if the year had been known from the start', () => {
    const wait = fc.integer({ min: HOUR, max: 12 * DAY })
    const units = fc.constantFrom('day' as const, 'workday' as const, 'workhour' as const, 'hour' as const)
    const length = fc.record({ amount: fc.integer({ min: 1, max: 12 }), unit: units }, { noNullPrototype: true })
    const act = fc.constantFrom('pause' as const, 'resume' as const, 'extend' as const, 'stop' as const, 'back' as const)
    const start = fc.integer({ min: at('2026-12-20T09:00'), max: at('2027-02-10T09:00') }).map((ms) => ms as Instant)
    const least: Length = { amount: 1, unit: 'workday' }
    fc.assert(
      fc.property(start, length, fc.array(fc.tuple(act, wait, length), { maxLength: 6 }), (from, limit, acts) => {
        const extensions = new Map<Instant, Length>()
        const lived = (on: Calendar) => {
          let now = from
          return acts.reduce(
            (clock, [what, after, more]) => {
              now = plus(now, after)
              extensions.set(now, more)
              return happened(clock, what, now, more, least, on)
            },
            begun(from, on, limit),
          )
        }
        const [then, should] = [lived(unknown), lived(calendar)]
        // Late or not when it stopped, a clock may have got its least or not: those tell different stories, and are left out.
        fc.pre(then.segments.map(({ kind }) => kind).join() === should.segments.map(({ kind }) => kind).join())
        fc.pre(JSON.stringify(leasts(then)) === JSON.stringify(leasts(should)))
        const again = recounted(then, { calendar, rule: { ...rule, limit }, least, extension: (when) => extensions.get(when) })
        expect([again.due, again.provisional]).toEqual([should.due, should.provisional])
      }),
    )
  })
})

const leasts = ({ segments }: Clock) => segments.map(({ text }) => text.includes('至少保留'))

function happened(clock: Clock, what: string, now: Instant, more: Length, least: Length, on: Calendar): Clock {
  switch (what) {
    case 'pause':
      return pauseClock(clock, now, '')
    case 'resume':
      return resumeClock(clock, now, on)
    case 'extend':
      return clock.stoppedAt === undefined ? extendClock(clock, now, more, on, '') : clock
    case 'stop':
      return stopClock(clock, now)
    default:
      return clock.stoppedAt === undefined ? clock : sendBackClock(clock, now, least, on)
  }
}
