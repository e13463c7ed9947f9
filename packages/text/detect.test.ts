/** 脱敏: what is found by form and checksum is hidden, what only looks like it stays readable; one number has one form. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isCardNumber, isIdentityNumber, maskName, maskPhone, maskText, normalPhone } from './detect.ts'

describe('masking a text', () => {
  it.each([
    ['请打13800000645找我', '请打138****0645找我'],
    ['电话 138 0000 0645', '电话 138******0645'],
    ['座机0731-58261234转', '座机0731*******34转'],
    ['身份证 11010519491231002X', '身份证 110105**********2X'],
    ['车牌湘C12345停在门口', '车牌湘C****5停在门口'],
    ['邮箱 someone@example.cn 联系', '邮箱 ****************** 联系'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked)
  })
  it('leaves other numbers alone: an order, a sum, an identity number with a wrong check digit', () => {
    for (const text of ['工单 241104-0001', '欠了 13800 元', '编号 110105194912310021', '已打 12345 三次'])
      expect(maskText(text)).toBe(text)
  })
  it('hides a mobile number whatever stands around it', () => {
    const mobile = fc.integer({ min: 3_000_000_000, max: 9_999_999_999 }).map((n) => `1${n}`)
    const around = fc.constantFrom('', '，', '电话', ' ', '（', '找我')
    fc.assert(
      fc.property(mobile, around, around, (number, before, after) => {
        expect(maskText(`${before}${number}${after}`)).not.toContain(number)
      }),
    )
  })
  it('is the same when done twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => maskText(maskText(text)) === maskText(text)))
  })
})

test('check digits: GB 11643 and Luhn', () => {
  expect([isIdentityNumber('11010519491231002X'), isIdentityNumber('11010519491231002x')]).toEqual([true, true])
  expect(isIdentityNumber('110105194912310021')).toBe(false)
  expect([isCardNumber('4111111111111111'), isCardNumber('4111111111111112')]).toEqual([true, false])
})

test('a name keeps its first character, counted in characters and not in halves of them', () => {
  expect(['张三', '欧阳修文', '𠮷田', '阿'].map(maskName)).toEqual(['张*', '欧***', '𠮷*', '阿*'])
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (name) => {
      const shown = [...maskName(name)]
      expect(shown[0]).toBe([...name][0])
      expect(shown.slice(1).every((c) => c === '*')).toBe(true)
    }),
  )
})

describe('one form for one number', () => {
  it.each([
    ['+86 138 0000 0645', '13800000645'],
    ['0086-138-0000-0645', '13800000645'],
    ['(0731) 5826 1234', '073158261234'],
    ['0731-58261234-123', '073158261234-123'],
    ['58261234-8', '58261234-8'],
    ['+852 2345 6789', '+85223456789'],
    ['+1 345 678 9012', '+13456789012'],
    ['138 0000-0645', '13800000645'],
    ['１３８００００００６４５', '138000000645'],
  ])('%s', (typed, normal) => {
    expect(normalPhone(typed)).toBe(normal)
  })
  it('however it is typed, with or without the country’s code, in any groups', () => {
    const mobile = fc.integer({ min: 3_000_000_000, max: 9_999_999_999 }).map((n) => `1${n}`)
    const typed = fc.record({
      code: fc.constantFrom('', '+86', '+86 ', '+86-', '0086', '00-86-', '(+86)', '+ 86 '),
      gaps: fc.array(fc.constantFrom('', '', '-', ' ', '－'), { minLength: 10, maxLength: 10 }),
    })
    fc.assert(
      fc.property(mobile, typed, (number, { code, gaps }) => {
        const written = code + [...number].map((digit, i) => digit + (gaps[i] ?? '')).join('')
        expect(normalPhone(written)).toBe(number)
        expect(normalPhone(normalPhone(written))).toBe(number)
      }),
    )
  })
  it('a mask shows at most seven digits, and never the whole number', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{3,15}$/), (number) => {
        const shown = maskPhone(number)
        expect(shown).toHaveLength(number.length)
        expect(shown.replaceAll('*', '').length).toBeLessThanOrEqual(7)
        expect(shown).toContain('*')
      }),
    )
  })
})
