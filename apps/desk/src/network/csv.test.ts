import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('a file opens in Excel as it stands on screen', () => {
  expect(
    csvOf([
      ['承办单位', '签收及时率'],
      ['甲，乙', '97.19%'],
    ]),
  ).toBe('\uFEFF承办单位,签收及时率\r\n甲，乙,97.19%\r\n')
  expect(csvOf([['a,"b"', '两\n行']])).toBe('\uFEFF"a,""b""","两\n行"\r\n')
})

test('a name that looks like a formula stays a text', () => {
  expect(csvOf([['=1+1', '@x', '-2', '—']])).toBe("\uFEFF'=1+1,'@x,'-2,—\r\n")
})
