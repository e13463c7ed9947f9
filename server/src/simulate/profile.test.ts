/** What is wrong with a profile is said in words, all of it at once where it can be, and nothing is drawn. */
import path from 'node:path'
import { policyOf, type Policy } from '@huying/core/policy/policy'
import { parseProfile } from '@huying/simulate/profile/form'
import { settle } from '@huying/simulate/profile/totals'
import { randomFrom } from '@huying/simulate/random'
import { beforeAll, describe, expect, test } from 'vitest'
import { readPack } from '../pack/folder.ts'

let policy: Policy
beforeAll(async () => {
  const read = await readPack(path.join(import.meta.dirname, '../../../cities'), 'xiangtan')
  if (!read.ok) throw new Error('the pack does not read')
  policy = policyOf(read.pack)
})

const said = (raw: unknown): string[] => {
  const parsed = parseProfile(raw)
  if (!parsed.ok) return parsed.faults
  const settled = settle(parsed.profile, policy, randomFrom(1))
  return settled.ok ? [] : settled.faults
}
const month = { month: '2024-11' }

describe('the form', () => {
  test.each<[string, unknown, string[]]>([
    ['empty', {}, ['month：必须写明', 'requests：必须写明']],
    ['a key that is not known', { ...month, requests: { accepted: 1 }, order: 5 }, ['order：没有这一项，请对照 docs/profiles.md']],
    ['a count that is none', { ...month, requests: { accepted: -1 } }, ['requests.accepted：须是不小于 0 的整数']],
    [
      'a rate in other words',
      { ...month, requests: { accepted: 1 }, rates: { onTime: '约九成' } },
      ['rates.onTime：须写成印出来的百分数，如 99.03%'],
    ],
    ['a month that is none', { month: '2024-13', requests: { accepted: 1 } }, ['month：须写成 2024-11 这样的月份']],
    ['nothing at all', null, ['总量表：须是一组项目']],
  ])('%s', (_name, raw, faults) => {
    expect(said(raw)).toEqual(faults)
  })
})

describe('totals that cannot be true together', () => {
  test.each<[string, object, RegExp]>([
    ['more at once than there were', { requests: { accepted: 10, onTheSpot: 11 } }, /^requests：受理 10 件.*不能相等/],
    ['flow', { requests: { accepted: 10, onTheSpot: 5, merged: 1 }, orders: { total: 5 } }, /^requests：受理 10 件.*并单 1/],
    ['nothing to merge into', { requests: { accepted: 4, onTheSpot: 2 }, orders: { total: 0 } }, /没有可以并入的工单/],
    ['nobody to remind', { requests: { accepted: 4, onTheSpot: 4, urged: 1 } }, /没有可以催办的工单/],
    ['more answered than rang', { calls: { offered: 5, answered: 6 }, requests: { accepted: 2 } }, /^calls：接听 6 通，多于呼入 5 通/],
    ['calls without a call', { calls: { answered: 0 }, requests: { accepted: 2 } }, /却没有接听的来电/],
    [
      'a rate beside its counts',
      { calls: { offered: 100, answered: 90 }, requests: { accepted: 2 }, rates: { answered: '91%' } },
      /印不出 91%/,
    ],
    ['types', { requests: { accepted: 10 }, types: { 咨询: 11 } }, /^types：所列诉求类型之和 11 件，多于总数 10 件/],
    [
      'types that do not fill',
      { requests: { accepted: 9 }, types: { 咨询: 1, 求助: 1, 投诉: 1, 其他: 1, 建议: 1 } },
      /^types：.*还差 4 件/,
    ],
    ['a further type', { requests: { accepted: 9 }, types: { 举报: 1 } }, /^types：“举报”统计时并入“投诉”/],
    ['a group of topics', { requests: { accepted: 9 }, topics: { 市场监管: 1 } }, /^topics：“市场监管”不是最末一级事项/],
    ['a unit nobody knows', { requests: { accepted: 9 }, units: { 水晶宫: 1 } }, /^units：机制配置中没有“水晶宫”/],
    ['one unit twice', { requests: { accepted: 9, onTheSpot: 0 }, units: { 岳塘区: 1, yuetang: 1 } }, /^units：“yuetang”列了两次/],
    ['channels', { requests: { accepted: 5 }, channels: { 市长信箱: 6 } }, /^channels：各渠道之和 6 件，多于受理 5 件/],
    [
      'online',
      { requests: { accepted: 50 }, online: 3, channels: { 市长信箱: 4 } },
      /^online：网上渠道合计 3 件，与所列各网上渠道之和 4 件不符/,
    ],
    ['a mark too often', { requests: { accepted: 5 }, marks: { 政企通专席: 6 } }, /^marks.政企通专席：6 件，多于受理 5 件/],
    ['levels of a mark without', { requests: { accepted: 5 }, marks: { 政企通专席: { 市: 1 } } }, /不分级别/],
    [
      'more redone than handled',
      { requests: { accepted: 5, onTheSpot: 4 }, orders: { redone: 2 } },
      /^orders.redone：重办 2 件，多于工单 1 件/,
    ],
  ])('%s', (_name, rest, fault) => {
    expect(said({ ...month, ...rest })).toEqual([expect.stringMatching(fault)])
  })

  test('ten topics of one each cannot be the ten largest of a thousand', () => {
    const ten = policy.pack.categories.filter((c) => policy.isLeaf(c.code)).slice(0, policy.pack.topTopics.value)
    const topics = Object.fromEntries(ten.map((c) => [c.code, 1]))
    expect(said({ ...month, requests: { accepted: 1000 }, topics })).toEqual([
      expect.stringMatching(/^topics：.*每个不多于榜上最少的 1 件/),
    ])
    expect(said({ ...month, requests: { accepted: ten.length + 1 }, topics })).toEqual([])
  })

  test('all that is wrong is said at once', () => {
    expect(said({ ...month, requests: { accepted: 5 }, units: { 水晶宫: 1 }, topics: { 龙宫: 1 }, marks: { 龙: 1 } })).toHaveLength(3)
  })
})

test('only what was accepted is enough: the rest is drawn', () => {
  const settled = settle({ ...month, requests: { accepted: 1000 } }, policy, randomFrom(7))
  if (!settled.ok) throw new Error(settled.faults.join())
  const { flow, types, topics, channels, units } = settled.totals
  const sum = (counts: Map<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0)
  expect([sum(types), sum(topics), sum(channels), sum(units)]).toEqual([1000, 1000, 1000, flow.orders])
  expect(flow.onTheSpot + flow.orders).toBe(1000)
})
