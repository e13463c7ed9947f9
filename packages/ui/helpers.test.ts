import { describe, expect, it } from 'vitest'
import { countText, piePath, rateText, spokenNumber } from './figures.ts'
import { fold } from './fold.ts'
import { findOptions, wordFound } from './pinyin.ts'
import { overlaps } from './place.ts'
import { chipsThatFit, textWidth } from './room.ts'
import { step, stepGroup, tickAll, tickRange, tickState, toggle } from './rows.ts'

describe('figures', () => {
  it('writes counts, rates and nothing differently', () => {
    expect(countText(0)).toBe('0')
    expect(countText(999)).toBe('999')
    expect(countText(30038)).toBe('30,038')
    expect(countText(1234567)).toBe('1,234,567')
    expect(countText(null)).toBe('—')
    expect(rateText(1489 / 1532)).toBe('97.19%')
    expect(rateText(1)).toBe('100.00%')
    expect(rateText(null)).toBe('—')
    expect(rateText(0 / 0)).toBe('—')
    expect(spokenNumber('241108-0412')).toBe('241108 0412')
  })

  it('draws a pie clockwise, none to full', () => {
    expect(piePath(0, 7, 6)).toBe('')
    expect(piePath(0.25, 7, 6)).toBe('M7 7V1A6 6 0 0 1 13.00 7.00Z')
    expect(piePath(0.75, 7, 6)).toBe('M7 7V1A6 6 0 1 1 1.00 7.00Z')
    expect(piePath(3, 7, 6)).toBe(piePath(1, 7, 6))
    expect(piePath(-1, 7, 6)).toBe('')
  })
})

describe('chips behind a title', () => {
  it('folds what is beyond the limit', () => {
    expect(fold(['a', 'b', 'c'], 2)).toEqual({ shown: ['a', 'b'], rest: ['c'] })
    expect(fold(['a'], 2)).toEqual({ shown: ['a'], rest: [] })
  })

  it('measures rare characters as one', () => {
    expect(textWidth('𠮷里', 14)).toBe(28)
    expect(textWidth('ab', 14)).toBeLessThan(28)
  })

  it('shows two where they fit, fewer where the title would be cut', () => {
    const labels = ['督办中（热线）', '催办 2 次', '重办第 1 次']
    expect(chipsThatFit('路灯不亮', labels, 340)).toBe(2)
    expect(chipsThatFit('河东街道滨河步道护栏松脱', labels, 340)).toBe(1)
    expect(chipsThatFit('河东街道滨河步道护栏松脱，多次反映无人处理', labels, 200)).toBe(0)
    expect(chipsThatFit('路灯不亮', [], 340)).toBe(0)
  })
})

describe('pinyin picker', () => {
  const options = [
    { code: '1', label: '路面破损', path: '市政设施 › 道路', initials: 'lmps' },
    { code: '2', label: '路灯不亮', path: '市政设施 › 照明', initials: 'ldbl' },
    { code: '3', label: '楼道堆物', path: '物业管理', initials: 'lddw' },
    { code: '4', label: '其他路灯', path: '市政设施 › 照明', initials: 'qtld' },
  ]
  const codes = (query: string) => findOptions(options, query).map(({ code }) => code)
  it('answers initials, the exact ones first', () => {
    expect(codes('ldbl')).toEqual(['2'])
    expect(codes('ld')).toEqual(['2', '3', '4'])
    expect(codes('LD')).toEqual(['2', '3', '4'])
  })
  it('answers Chinese and the path', () => {
    expect(codes('路灯')).toEqual(['2', '4'])
    expect(codes('照明')).toEqual(['2', '4'])
    expect(codes('没有')).toEqual([])
  })
  it('answers the words people use, behind the names that say it', () => {
    const lighting = { code: '5', label: '市政照明', path: '城市管理', initials: 'szzm', words: ['路灯不亮', '楼道灯'] }
    expect(findOptions([lighting, ...options], '路灯').map(({ code }) => code)).toEqual(['2', '4', '5'])
    expect(wordFound(lighting, '路灯')).toBe('路灯不亮')
    expect(wordFound(lighting, '照明')).toBeUndefined()
    expect(wordFound(lighting, '')).toBeUndefined()
  })
  it('understands letters as an input method leaves them while composing', () => {
    expect(codes("ld'bl")).toEqual(['2'])
    expect(codes(' l d ')).toEqual(['2', '3', '4'])
  })
  it('offers everything to an empty query', () => {
    expect(codes('')).toEqual(['1', '2', '3', '4'])
  })
})

describe('rows', () => {
  const keys = ['a', 'b', 'c']
  it('moves and stops at the ends', () => {
    expect(step(keys, undefined, 0, 1)).toBe('a')
    expect(step(keys, 'a', 0, 1)).toBe('b')
    expect(step(keys, 'c', 2, 1)).toBe('c')
    expect(step(keys, 'a', 0, -1)).toBe('a')
    expect(step([], 'a', 0, 1)).toBeUndefined()
  })
  it('goes on where a row stood that has left the list', () => {
    expect(step(keys, 'gone', 1, 1)).toBe('b')
    expect(step(keys, 'gone', 1, -1)).toBe('a')
    expect(step(keys, 'gone', 9, 1)).toBe('c')
  })
  it('jumps over empty groups', () => {
    const groups = [['a'], [], ['b', 'c']]
    expect(stepGroup(groups, 'a', 1)).toBe('b')
    expect(stepGroup(groups, 'c', -1)).toBe('a')
    expect(stepGroup(groups, 'c', 1)).toBe('c')
    expect(stepGroup(groups, undefined, 1)).toBe('a')
  })
  it('ticks one, a range, all, and leaves other pages alone', () => {
    expect([...toggle(new Set(['a']), 'a')]).toEqual([])
    expect([...tickRange(keys, new Set(), 'c', 'a')].sort()).toEqual(keys)
    expect([...tickRange(keys, new Set(), 'gone', 'b')]).toEqual(['b'])
    expect(tickState(keys, new Set(['a', 'x']))).toBe('some')
    expect([...tickAll(keys, new Set(['x']))].sort()).toEqual(['a', 'b', 'c', 'x'])
    expect([...tickAll(keys, new Set(['a', 'b', 'c', 'x']))]).toEqual(['x'])
  })
})

describe('overlaps', () => {
  it('knows whether the toast lies over a field', () => {
    const toast = { left: 1000, top: 700, right: 1350, bottom: 750 }
    expect(overlaps(toast, { left: 900, top: 600, right: 1100, bottom: 720 })).toBe(true)
    expect(overlaps(toast, { left: 0, top: 600, right: 1000, bottom: 720 })).toBe(false)
  })
})
