import { describe, expect, it } from 'vitest'
import { matchIn } from './match.ts'
import { alikeIn, mentionsIn } from './mentions.ts'

describe('others in the same trouble', () => {
  it.each([
    ['还有七八家一样', { low: 7, high: 8, what: '家' }],
    ['这条街上还有 7-8 家租户也一样', { low: 7, high: 8, what: '家' }],
    ['还有七、八家也断了电', { low: 7, high: 8, what: '家' }],
    ['楼下还有二十多户没气', { low: 20, about: true, what: '户' }],
    ['也有十几户反映过', { low: 11, high: 19, what: '户' }],
    ['另有两户漏水', { low: 2, what: '户' }],
    ['同样遇到的有十七八家', { low: 17, high: 18, what: '家' }],
    ['还有一百二十户', { low: 120, what: '户' }],
    ['还有三四十人', { low: 30, high: 40, what: '人' }],
  ])('reads %s', (text, count) => {
    expect(alikeIn(text)).toEqual(count)
    expect(mentionsIn(text, [])).toEqual(['alike'])
  })

  it('knows that others are meant even where no number can be read', () => {
    expect(mentionsIn('整栋楼都停水了', [])).toEqual(['alike'])
    expect(alikeIn('还有几家也一样')).toBeUndefined()
    expect(mentionsIn('还有几家也一样', [])).toEqual(['alike'])
  })

  it('does not find others where nobody spoke of them', () => {
    expect(mentionsIn('我家门口的路灯不亮，晚上看不见台阶', [])).toEqual([])
    expect(mentionsIn('路灯坏了，到现在也有两个月了', [])).toEqual([])
  })
})

describe('proposals by the pack’s words', () => {
  const rows = [
    { code: 'consumer', name: '消费维权', words: ['预付卡', '退款'] },
    { code: 'training', name: '校外培训', words: ['退学费'] },
    { code: 'card', name: '社保卡', words: ['补办社保卡'] },
  ]
  it('puts the matter with most said about it first, with its reason', () => {
    expect(matchIn('培训班预付卡不肯退款，也不退学费', rows)).toEqual([
      { code: 'consumer', words: ['预付卡', '退款'] },
      { code: 'training', words: ['退学费'] },
    ])
  })
  it('counts what another word contains once', () => {
    expect(matchIn('想补办社保卡', rows)).toEqual([{ code: 'card', words: ['补办社保卡'] }])
  })
})
