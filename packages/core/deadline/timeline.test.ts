import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { addLength, calendarOf, DAY, formatDue, HOUR, instantOf, isWorkday, dayOf, plus } from '../calendar.ts'
import type { Condition } from '../condition.ts'
import type { Instant } from '../kernel.ts'
import { type DeadlineRow, type Length, type Pack, UNITS_OF_TIME } from '../policy/schema.ts'
import type { Clock } from './clock.ts'
import {
  clockAsOf,
  dueAsOf,
  explain,
  extendClock,
  isOverdue,
  levelOf,
  nearFrom,
  pauseClock,
  pickRule,
  resumeClock,
  sendBackClock,
  startClock,
  stopClock,
  underSuperior,
} from './timeline.ts'

const years = parse(readFileSync(new URL('../../../cities/_base/years.yaml', import.meta.url), 'utf8')) as Pack['years']
const hours: [string, string][] = [
  ['08:30', '12:00'],
  ['14:30', '17:30'],
]
const settings = { officeHours: { value: hours }, dayEnds: { value: '24:00' }, countsFirstDay: { value: false } }
const calendar = calendarOf({ calendar: settings, years })

const at = instantOf
const five: Length = { amount: 5, unit: 'workday' }
const complaint: DeadlineRow = { code: 'close.complaint', label: '投诉类', clock: 'close', start: 'dispatched', limit: five }
const begun = (start: string, changes: Partial<DeadlineRow> = {}, bounds: { parentDue?: Instant; superiorDue?: Instant } = {}) => {
  const rule = { ...complaint, ...changes }
  return startClock({ kind: rule.clock, rule, start: at(start), calendar, ...bounds })
}
const signing = (start: string) => begun(start, { code: 'sign', label: '签收', clock: 'sign', limit: { amount: 24, unit: 'hour' } })
const shown = (clock: Clock) => formatDue(clock.due)
const lastText = (clock: Clock) => clock.segments.at(-1)?.text

describe('picking a rule', () => {
  const urgent: Condition = { in: { mark: ['urgent'] } }
  const rules: DeadlineRow[] = [
    { ...complaint, code: 'old', to: '2024-09-30' },
    { ...complaint, code: 'urgent', when: urgent, from: '2024-10-01' },
    { ...complaint, code: 'sign', clock: 'sign' },
    { ...complaint, code: 'general', from: '2024-10-01' },
    { ...complaint, code: 'last' },
  ]
  const pick = (when: string, facts: { urgent: boolean }) =>
    pickRule(rules, 'close', facts, at(when), (condition, known) => condition === urgent && known.urgent)?.code

  it('takes the first of the list that is in force and whose condition holds', () => {
    expect(pick('2024-10-08T09:00', { urgent: true })).toBe('urgent')
    expect(pick('2024-10-08T09:00', { urgent: false })).toBe('general')
  })

  it('counts both the first and the last day of a rule, in Beijing time', () => {
    expect(pick('2024-09-30T23:59:59.999', { urgent: true })).toBe('old')
    expect(pick('2024-10-01T00:00', { urgent: true })).toBe('urgent')
  })

  it('finds nothing for a clock that the pack does not run', () => {
    expect(pickRule(rules, 'contact', {}, at('2024-10-08T09:00'), () => true)).toBeUndefined()
  })
})

describe('starting a clock', () => {
  it('sla-01: explains the start and the limit, each with the due time', () => {
    const clock = begun('2024-09-27T10:00', { source: { title: '管理办法' }, assumed: true })
    const due = at('2024-10-10T23:59:59.999')
    expect(explain(clock, at('2024-09-27T10:00'))).toEqual([
      { at: at('2024-09-27T10:00'), text: '派发，开始计时', due },
      {
        at: at('2024-09-27T10:00'),
        text: '投诉类 5 个工作日，收到当日不计',
        due,
        source: { title: '管理办法', assumed: true },
      },
    ])
    expect(clock).toMatchObject({ kind: 'close', rule: 'close.complaint', startedAt: at('2024-09-27T10:00'), due, limit: five })
    expect(shown(signing('2024-09-27T10:00'))).toBe('2024-09-28 周六 10:00')
  })

  it('a label that names the length is not followed by it again', () => {
    const clock = begun('2024-09-27T10:00', { label: '投诉类5个工作日办结', start: 'signed' })
    expect(lastText(clock)).toBe('投诉类5个工作日办结，签收当日不计')
  })

  it('from the next working day: that day is the first one counted', () => {
    const clock = begun('2024-09-30T16:00', { start: 'next_workday' })
    expect(clock.startedAt).toBe(at('2024-10-08T00:00'))
    expect(shown(clock)).toBe('2024-10-12 周六 24:00')
    expect(shown(begun('2024-09-30T16:00'))).toBe('2024-10-12 周六 24:00')
    expect(dueAsOf(clock, at('2024-09-30T16:00'))).toBe(clock.due)
  })

  it('a level below is due before the level above, by the reserve', () => {
    const parentDue = at('2024-10-10T23:59:59.999')
    const reserve: Partial<DeadlineRow> = { beforeParent: { amount: 1, unit: 'workday' } }
    const street = begun('2024-09-29T10:00', reserve, { parentDue })
    expect(shown(street)).toBe('2024-10-09 周三 24:00')
    expect(street.segments.map((segment) => segment.kind)).toEqual(['start', 'limit', 'level'])
    expect(lastText(street)).toBe('须比上一级时限（2024-10-10 周四 24:00）提前 1 个工作日')
  })

  it('an own limit that is earlier than the level above stays as it is', () => {
    const clock = begun(
      '2024-09-27T10:00',
      { limit: { amount: 1, unit: 'workday' }, beforeParent: { amount: 1, unit: 'workday' } },
      { parentDue: at('2024-10-10T23:59:59.999') },
    )
    expect(clock.segments).toHaveLength(2)
  })

  it('has all that is left where the level above sent it down too late for the reserve, and is never due before it began', () => {
    const reserve: Partial<DeadlineRow> = { beforeParent: { amount: 1, unit: 'workday' } }
    const late = begun('2024-10-10T18:00', reserve, { parentDue: at('2024-10-10T23:59:59.999') })
    expect(shown(late)).toBe('2024-10-10 周四 24:00')
    expect(lastText(late)).toContain('所余时间不足，不再预留')
    const over = begun('2024-10-11T09:00', reserve, { parentDue: at('2024-10-10T23:59:59.999') })
    expect(over.due).toBe(over.startedAt)
  })

  it('without a reserve it is due no later than the level above', () => {
    const clock = begun('2024-09-29T10:00', { limit: { amount: 20, unit: 'workday' } }, { parentDue: at('2024-10-10T23:59:59.999') })
    expect(shown(clock)).toBe('2024-10-10 周四 24:00')
    expect(lastText(clock)).toBe('不得晚于上一级时限（2024-10-10 周四 24:00）')
  })

  it("the superior platform's deadline wins when it is earlier, and only then", () => {
    const early = begun('2024-09-27T10:00', {}, { superiorDue: at('2024-10-09T12:00') })
    expect(early.due).toBe(at('2024-10-09T12:00'))
    expect(lastText(early)).toBe('上级平台时限为 2024-10-09 周三 12:00，早于本级时限，以上级为准')
    expect(begun('2024-09-27T10:00', {}, { superiorDue: at('2024-10-20T12:00') }).segments).toHaveLength(2)
  })

  it('hanging on an unpublished year is provisional and says which', () => {
    const clock = begun('2026-12-29T10:00')
    expect(clock.provisional).toBe(true)
    expect(lastText(clock)).toBe('投诉类 5 个工作日，收到当日不计；截止时间为暂定（2027 年放假安排未公布）')
    expect(begun('2026-12-29T10:00', {}, { superiorDue: at('2026-12-31T12:00') }).provisional).toBeUndefined()
    expect(begun('2026-12-31T10:00', { start: 'next_workday', limit: { amount: 2, unit: 'hour' } }).provisional).toBe(true)
    expect(begun('2026-12-29T10:00', { limit: { amount: 5, unit: 'day' } }).provisional).toBeUndefined()
  })
})

describe('overdue and level', () => {
  it('sla-02: signing at the last moment is in time, a second later is not', () => {
    const clock = signing('2023-11-01T12:00')
    expect(isOverdue(stopClock(clock, at('2023-11-02T12:00')), at('2024-01-01T00:00'))).toBe(false)
    expect(isOverdue(stopClock(clock, at('2023-11-02T12:00:01')), at('2024-01-01T00:00'))).toBe(true)
  })

  it('sla-03: five working days from a Wednesday', () => {
    const clock = begun('2023-11-01T09:00')
    expect(shown(clock)).toBe('2023-11-08 周三 24:00')
    expect(isOverdue(clock, at('2023-11-08T23:59:59.999'))).toBe(false)
    expect(isOverdue(clock, at('2023-11-09T00:00'))).toBe(true)
  })

  it('sla-05: two hours for the first account of an urgent matter', () => {
    const clock = begun('2024-11-08T09:00', { clock: 'feedback', label: '紧急件反馈', limit: { amount: 2, unit: 'hour' } })
    expect(isOverdue(stopClock(clock, at('2024-11-08T11:00')), at('2024-11-09T00:00'))).toBe(false)
    expect(isOverdue(stopClock(clock, at('2024-11-08T11:00:01')), at('2024-11-09T00:00'))).toBe(true)
    expect(lastText(clock)).toBe('紧急件反馈 2 小时，按自然时间连续计算')
  })

  it('goes from normal to near to over; stopped asks nothing', () => {
    const clock = signing('2023-11-01T12:00')
    const level = (when: string) => levelOf(clock, at(when))
    expect(level('2023-11-02T07:11')).toBe('normal')
    expect(level('2023-11-02T07:12')).toBe('near')
    expect(level('2023-11-02T12:00')).toBe('near')
    expect(level('2023-11-02T12:00:00.001')).toBe('over')
    expect(levelOf(stopClock(clock, at('2023-11-03T12:00')), at('2023-11-04T12:00'))).toBe('stopped')
  })

  it('the whole last day of a limit in days is near', () => {
    const clock = begun('2024-11-11T10:00', { limit: { amount: 1, unit: 'workday' } })
    expect(levelOf(clock, at('2024-11-11T23:59'))).toBe('normal')
    expect(levelOf(clock, at('2024-11-12T00:00'))).toBe('near')
  })

  it('a fifth of the limit is near, whatever holidays lie in between', () => {
    const near = (clock: Clock) => formatDue(nearFrom(clock))
    expect(near(begun('2024-09-27T10:00'))).toBe('2024-10-09 周三 24:00')
    expect(near(begun('2024-11-01T10:00', { limit: { amount: 15, unit: 'workday' } }))).toBe('2024-11-19 周二 24:00')
    expect(near(begun('2024-11-01T10:00', { limit: { amount: 2, unit: 'day' } }))).toBe('2024-11-03 周日 00:00')
    expect(near(begun('2024-11-01T10:00', { limit: { amount: 2, unit: 'hour' } }))).toBe('2024-11-01 周五 11:36')
  })

  it('before it began it is neither due nor late', () => {
    const clock = signing('2023-11-01T12:00')
    expect(dueAsOf(clock, at('2023-11-01T11:59'))).toBeUndefined()
    expect(clockAsOf(clock, at('2023-11-01T11:59'))).toBeUndefined()
    expect(isOverdue(clock, at('2023-11-01T11:59'))).toBe(false)
    expect(levelOf(clock, at('2023-11-01T11:59'))).toBe('normal')
  })
})

describe('extending', () => {
  const clock = begun('2024-09-27T10:00')
  const extended = (unit: Length['unit']) => extendClock(clock, at('2024-10-09T15:00'), { amount: 5, unit }, calendar, '批准延期 5 日')

  it('sla-04: five natural days or five working days from the present due time', () => {
    expect(shown(extended('day'))).toBe('2024-10-15 周二 24:00')
    expect(shown(extended('workday'))).toBe('2024-10-16 周三 24:00')
  })

  it('what was due before the extension can still be read', () => {
    const later = extended('workday')
    expect(dueAsOf(later, at('2024-10-09T14:59'))).toBe(clock.due)
    expect(isOverdue(later, at('2024-10-11T09:00'))).toBe(false)
    const tooLate = extendClock(clock, at('2024-10-11T10:00'), five, calendar, '批准延期 5 个工作日', { title: '管理办法' })
    expect(isOverdue(tooLate, at('2024-10-11T09:00'))).toBe(true)
    expect(explain(tooLate, at('2024-10-11T10:00')).at(-1)).toMatchObject({ text: '批准延期 5 个工作日', source: { title: '管理办法' } })
  })

  it("the superior platform's deadline can be laid over an extension", () => {
    expect(shown(underSuperior(extended('workday'), at('2024-10-09T15:00'), at('2024-10-12T18:00')))).toBe('2024-10-12 周六 18:00')
  })
})

describe('pausing and resuming', () => {
  it('gives natural limits back the paused time', () => {
    const paused = pauseClock(signing('2023-11-01T12:00'), at('2023-11-01T14:00'), '等待诉求人补充材料')
    expect(lastText(paused)).toBe('暂停计时：等待诉求人补充材料')
    const resumed = resumeClock(paused, at('2023-11-01T17:20'), calendar)
    expect(shown(resumed)).toBe('2023-11-02 周四 15:20')
    expect(lastText(resumed)).toBe('恢复计时，截止时间顺延 3 小时 20 分')
    expect(resumed).not.toHaveProperty('pausedAt')
  })

  it('gives working-day limits back the working days after the pause, and keeps 24:00', () => {
    const clock = pauseClock(begun('2024-09-27T10:00'), at('2024-09-30T09:00'), '等待鉴定')
    const resumed = resumeClock(clock, at('2024-10-09T16:00'), calendar)
    expect(shown(resumed)).toBe('2024-10-12 周六 24:00')
    expect(lastText(resumed)).toBe('恢复计时，截止时间顺延 2 个工作日')
  })

  it('gives nothing for a pause within one day', () => {
    const clock = begun('2024-09-27T10:00')
    const resumed = resumeClock(pauseClock(clock, at('2024-09-29T09:00'), '等待鉴定'), at('2024-09-29T16:00'), calendar)
    expect(resumed.due).toBe(clock.due)
    expect(lastText(resumed)).toBe('恢复计时，截止时间不变')
  })

  it('gives natural-day limits back whole days, working-hour limits office time', () => {
    const inDays = begun('2024-11-08T09:00', { limit: { amount: 3, unit: 'day' } })
    expect(shown(resumeClock(pauseClock(inDays, at('2024-11-08T20:00'), ''), at('2024-11-10T08:00'), calendar))).toBe(
      '2024-11-13 周三 24:00',
    )
    const inHours = begun('2024-11-08T09:00', { limit: { amount: 2, unit: 'workhour' } })
    expect(shown(inHours)).toBe('2024-11-08 周五 11:00')
    expect(shown(resumeClock(pauseClock(inHours, at('2024-11-08T10:00'), ''), at('2024-11-11T09:30'), calendar))).toBe(
      '2024-11-11 周一 10:30',
    )
  })

  it('is not late while paused, nor when it is stopped in the pause; late before the pause stays late', () => {
    const paused = pauseClock(begun('2024-09-27T10:00'), at('2024-10-09T09:00'), '等待鉴定')
    expect(levelOf(paused, at('2024-11-01T00:00'))).toBe('paused')
    expect(isOverdue(stopClock(paused, at('2024-11-01T00:00')), at('2024-11-02T00:00'))).toBe(false)
    expect(levelOf(pauseClock(begun('2024-09-27T10:00'), at('2024-10-11T09:00'), ''), at('2024-11-01T00:00'))).toBe('over')
  })

  it('a moment inside a past pause still reads as paused', () => {
    const resumed = resumeClock(pauseClock(begun('2024-09-27T10:00'), at('2024-09-30T09:00'), ''), at('2024-10-09T16:00'), calendar)
    expect(levelOf(resumed, at('2024-10-01T00:00'))).toBe('paused')
    expect(levelOf(resumed, at('2024-10-09T16:00'))).toBe('normal')
  })

  it('does nothing twice', () => {
    const paused = pauseClock(begun('2024-09-27T10:00'), at('2024-09-29T09:00'), '')
    const stopped = stopClock(begun('2024-09-27T10:00'), at('2024-09-29T09:00'))
    expect(pauseClock(paused, at('2024-09-30T09:00'), '')).toBe(paused)
    expect(pauseClock(stopped, at('2024-09-30T09:00'), '')).toBe(stopped)
    expect(stopClock(stopped, at('2024-09-30T09:00'))).toBe(stopped)
    expect(resumeClock(stopped, at('2024-09-30T09:00'), calendar)).toBe(stopped)
  })
})

describe('sending back', () => {
  const least: Length = { amount: 1, unit: 'workday' }
  const submitted = (when: string) => stopClock(begun('2024-09-27T10:00'), at(when))

  it('runs on when enough is left', () => {
    const clock = sendBackClock(submitted('2024-09-29T10:00'), at('2024-09-30T10:00'), least, calendar)
    expect(shown(clock)).toBe('2024-10-10 周四 24:00')
    expect(clock).not.toHaveProperty('stoppedAt')
    expect(lastText(clock)).toBe('驳回，继续计时')
  })

  it('leaves at least the minimum after a late review', () => {
    const clock = sendBackClock(submitted('2024-10-10T16:00'), at('2024-10-11T10:00'), least, calendar)
    expect(shown(clock)).toBe('2024-10-12 周六 24:00')
    expect(lastText(clock)).toBe('驳回，继续计时，至少保留 1 个工作日')
    expect(levelOf(clock, at('2024-10-10T18:00'))).toBe('stopped')
    expect(isOverdue(clock, at('2024-10-13T00:00'))).toBe(true)
  })

  it('stays late when it was late, and gives nothing where the unit took it back itself', () => {
    const late = sendBackClock(submitted('2024-10-11T09:00'), at('2024-10-11T10:00'), least, calendar)
    expect(shown(late)).toBe('2024-10-10 周四 24:00')
    const own = sendBackClock(submitted('2024-10-10T16:00'), at('2024-10-11T10:00'), undefined, calendar)
    expect(shown(own)).toBe('2024-10-10 周四 24:00')
    expect(lastText(own)).toBe('收回，继续计时')
  })

  it('ends a pause in which it was stopped', () => {
    const paused = stopClock(pauseClock(begun('2024-09-27T10:00'), at('2024-09-30T10:00'), ''), at('2024-10-08T10:00'))
    const clock = sendBackClock(paused, at('2024-10-09T10:00'), least, calendar)
    expect(shown(clock)).toBe('2024-10-11 周五 24:00')
    expect(clock).not.toHaveProperty('pausedAt')
    expect(levelOf(clock, at('2024-10-09T10:00'))).toBe('normal')
  })
})

describe('properties', () => {
  const start = fc.integer({ min: at('2022-01-01T00:00'), max: at('2026-10-01T00:00') }).map((ms) => ms as Instant)
  const gap = fc.integer({ min: 0, max: 30 * DAY })
  const limit = fc.record({ amount: fc.integer({ min: 1, max: 20 }), unit: fc.constantFrom(...UNITS_OF_TIME) }, { noNullPrototype: true })
  const clockOf = (from: Instant, length: Length) =>
    startClock({ kind: 'close', rule: { ...complaint, limit: length }, start: from, calendar })

  it('a pause never makes a clock due earlier', () => {
    fc.assert(
      fc.property(start, limit, gap, gap, (from, length, wait, pause) => {
        const clock = clockOf(from, length)
        const paused = pauseClock(clock, plus(from, wait), '')
        return resumeClock(paused, plus(from, wait + pause), calendar).due >= clock.due
      }),
    )
  })

  it('two pauses that meet give back what one pause does', () => {
    fc.assert(
      fc.property(start, limit, gap, gap, gap, (from, length, wait, first, second) => {
        const [a, b, c] = [plus(from, wait), plus(from, wait + first), plus(from, wait + first + second)]
        const once = resumeClock(pauseClock(clockOf(from, length), a, ''), c, calendar)
        const half = resumeClock(pauseClock(clockOf(from, length), a, ''), b, calendar)
        expect(resumeClock(pauseClock(half, b, ''), c, calendar).due).toBe(once.due)
      }),
    )
  })

  it('an extension always makes it later, a working-day limit never ends on a day off', () => {
    fc.assert(
      fc.property(start, limit, limit, (from, length, more) => {
        const clock = clockOf(from, length)
        const later = extendClock(clock, plus(from, HOUR), more, calendar, '')
        expect(later.due).toBeGreaterThan(clock.due)
        if (more.unit === 'workday') expect(isWorkday(calendar, dayOf(later.due))).toBe(true)
      }),
    )
  })

  it('sent back, nothing is taken away; at least the minimum is left unless it was late already', () => {
    fc.assert(
      fc.property(start, limit, limit, gap, (from, length, least, wait) => {
        const clock = stopClock(clockOf(from, length), plus(from, wait))
        const back = sendBackClock(clock, plus(from, wait + HOUR), least, calendar)
        if (plus(from, wait) > clock.due) return back.due === clock.due
        return back.due >= clock.due && back.due >= addLength(calendar, plus(from, wait + HOUR), least).due
      }),
    )
  })

  it('changes nothing in the clock it is given; read back from JSON it is the same clock', () => {
    fc.assert(
      fc.property(start, limit, gap, (from, length, wait) => {
        const clock = clockOf(from, length)
        const before = JSON.stringify(clock)
        const steps = [
          pauseClock(clock, plus(from, wait), ''),
          stopClock(clock, plus(from, wait)),
          extendClock(clock, plus(from, wait), length, calendar, ''),
          resumeClock(pauseClock(clock, from, ''), plus(from, wait), calendar),
          sendBackClock(stopClock(clock, from), plus(from, wait), length, calendar),
        ]
        expect(JSON.stringify(clock)).toBe(before)
        for (const step of steps) expect(JSON.parse(JSON.stringify(step))).toStrictEqual(step)
      }),
    )
  })

  it('as of the present it is the clock itself', () => {
    fc.assert(
      fc.property(start, limit, gap, gap, (from, length, wait, pause) => {
        const resumed = resumeClock(pauseClock(clockOf(from, length), plus(from, wait), ''), plus(from, wait + pause), calendar)
        const clock = stopClock(resumed, plus(from, wait + pause + HOUR))
        expect(clockAsOf(clock, plus(from, 365 * DAY))).toEqual(clock)
      }),
    )
  })
})
