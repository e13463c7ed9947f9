/** 脱敏: what is found by form and checksum is hidden, what only looks like it stays readable; one number has one form. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { findPersonal, isCardNumber, isIdentityNumber, maskName, maskPhone, maskText, normalPhone } from './detect.ts'

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

describe('finding personal values', () => {
  const kinds = (text: string) => findPersonal(text).map(({ kind, from, to }) => `${kind}:${text.slice(from, to)}`)
  it.each([
    ['请回13800000645，谢谢', 'mobile:13800000645'],
    ['请回138-0000-0645或139 5555 0173', 'mobile:138-0000-0645', 'mobile:139 5555 0173'],
    ['手机１３８０００００６４５', 'mobile:１３８０００００６４５'],
    ['打+86 13800000645', 'mobile:+86 13800000645'],
    ['打008613800000645', 'mobile:008613800000645'],
    ['1 3 8 0 0 0 0 0 6 4 5', 'mobile:1 3 8 0 0 0 0 0 6 4 5'],
    ['138.0000.0645', 'mobile:138.0000.0645'],
    ['号码是一三八零零零零零六四五', 'mobile:一三八零零零零零六四五'],
    ['幺三九五五五五零幺七三', 'mobile:幺三九五五五五零幺七三'],
    ['座机0731-58261234转8012', 'landline:0731-58261234转8012'],
    ['（010）62345678-21', 'landline:（010）62345678-21'],
    ['座机58261234无人接', 'landline:58261234'],
    ['身份证号11010519491231002X', 'id:11010519491231002X'],
    ['110105 19491231 002x', 'id:110105 19491231 002x'],
    ['卡号4111 1111 1111 1111', 'card:4111 1111 1111 1111'],
    ['湘C·12345', 'plate:湘C·12345'],
    ['湘AD12345逆行', 'plate:湘AD12345'],
    ['湘a12345d和湘C1234学', 'plate:湘a12345d', 'plate:湘C1234学'],
    ['粤Z1234港、湘O1234警', 'plate:粤Z1234港'],
    ['请发 li.si+x@mail.example.cn。', 'mail:li.si+x@mail.example.cn'],
    ['护照号E12345678，通行证：C12345678', 'passport:E12345678', 'passport:C12345678'],
  ])('%s', (text, ...found) => {
    expect(kinds(text)).toEqual(found)
  })
  it.each([
    '工单 241104-0001、20241104000123456789',
    '拖欠工资 1380000064500 元，另有 13,800,000,645 元',
    '2024-11-13 08:00 至 2024-11-15 18:30',
    '统一社会信用代码 91430300MA4L1234XA、914303001234567890',
    '已打 12345、110、12315、96789 和 4008123123',
    '订单号 202411131380000064512',
    '面积 12345678 平方米，编号 58261234',
    '湘潭市A区12345号楼，湘江B座，浙江宁波ABCDE',
    '合同 HT-2024-11-138-0000',
    '一二三四五，上山打老虎',
    '型号E12345678，批号 20241113',
    '坐标 27.829738, 112.944052',
  ])('leaves %s', (text) => {
    expect(kinds(text)).toEqual([])
    expect(maskText(text)).toBe(text)
  })
  it('says where: what is cut out there is what is masked, and the length stays', () => {
    const part = fc.constantFrom(
      '13800000645',
      '110105 19491231 002X',
      '湘C12345',
      'a.b@example.cn',
      '0731-58261234转9',
      '4111111111111111',
      '，',
      '你好',
      ' 12 ',
      '一三八零零零零零六四五',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join('；')
        const found = findPersonal(text)
        const masked = maskText(text)
        expect(masked).toHaveLength(text.length)
        for (const [i, { from, to }] of found.entries()) {
          expect(from).toBeLessThan(to)
          expect(from).toBeGreaterThanOrEqual(found[i - 1]?.to ?? 0)
          expect(masked.slice(from, to)).not.toBe(text.slice(from, to))
        }
        const wanted = parts.filter((p) => p.length > 5)
        expect(found).toHaveLength(wanted.length)
        expect(found.map(({ from, to }) => text.slice(from, to))).toEqual(wanted)
      }),
    )
  })
  it('a date, an amount or an order’s number is never taken for a person', () => {
    const two = (n: number) => String(n).padStart(2, '0')
    const date = fc.tuple(fc.integer({ min: 2000, max: 2039 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    const plain = fc.oneof(
      date.map(([y, m, d]) => `${y}-${two(m)}-${two(d)} ${two(d % 24)}:${two(m)}`),
      date.map(([y, m, d]) => `${y}${two(m)}${two(d)}`),
      fc
        .tuple(date, fc.integer({ min: 1, max: 99_999 }))
        .map(([[y, m, d], n]) => `${two(y % 100)}${two(m)}${two(d)}-${String(n).padStart(4, '0')}`),
      fc.integer({ min: 0, max: 999_999_999 }).map((n) => `${n}元`),
      fc.integer({ min: 0, max: 99_999_999 }).map((n) => `${(n / 100).toFixed(2)}元`),
    )
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 5 }), (parts) => {
        expect(findPersonal(parts.join('、'))).toEqual([])
      }),
    )
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
    ['00852 2345 6789', '+85223456789'],
    ['0731-58261234转123', '073158261234-123'],
    ['号码未显示', ''],
    ['anonymous', ''],
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
