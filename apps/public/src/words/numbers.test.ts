import { expect, test } from 'vitest'
import { showPhone, showTime, spoken, toCode, toNumber, toPhone } from './numbers.ts'

test('a request number is read aloud with a space and typed in any way', () => {
  expect(spoken('241108-0412')).toBe('241108 0412')
  for (const typed of ['241108-0412', '241108 0412', '2411080412', ' ２４１１０８ ０４１２ ']) expect(toNumber(typed)).toBe('241108-0412')
  expect(toNumber('241108-10412')).toBe('241108-10412')
  expect(toNumber('12345')).toBeUndefined()
})

test('a query code has six digits', () => {
  expect(toCode(' 482 913')).toBe('482913')
  expect(toCode('48291')).toBeUndefined()
})

test('phone numbers: mobile, landline, local; not a mobile with a digit missing', () => {
  expect(toPhone('+86 138 0000 0645')).toBe('13800000645')
  expect(toPhone('0731-5858-1234')).toBe('073158581234')
  expect(toPhone('58581234')).toBe('58581234')
  expect(toPhone('1380000064')).toBeUndefined()
  expect(toPhone('没有')).toBeUndefined()
  expect(showPhone('13800000645')).toBe('138 0000 0645')
})

test('times are those of China, the year is named when it is another one', () => {
  const at = Date.UTC(2024, 10, 8, 1, 46)
  expect(showTime(at, at)).toBe('11 月 8 日 09:46')
  expect(showTime(at, Date.UTC(2025, 0, 2))).toBe('2024 年 11 月 8 日 09:46')
})
