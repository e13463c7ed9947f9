import { expect, test } from 'vitest'
import type { Category } from '../catalogue.ts'
import { findCategories, proposeCategories } from './match.ts'

const category = (code: string, label: string, group: string, words?: string[]): Category => ({ code, label, group, words })
const categories = [
  category('light', '市政照明', '城市管理', ['路灯不亮', '路灯坏了']),
  category('water', '供水服务', '公用事业'),
  category('cut', '停水', '公用事业'),
  category('power', '供电服务', '公用事业'),
  category('bus', '公交服务', '交通出行'),
  category('site', '施工噪声', '生态环境'),
  category('waste', '固废和其他污染', '生态环境'),
  category('other', '其他事项', '政务服务和其他'),
]
const proposed = (text: string) => proposeCategories(text, categories).map((p) => [p.category.code, p.because])

test('what somebody wrote leads to categories by names and by everyday words, with the reason', () => {
  expect(proposed('从昨天晚上开始停水')).toEqual([['cut', '停水']])
  expect(proposed('小区里的路灯从上周日起就不亮')).toEqual([['light', '路灯']])
  expect(proposed('楼下施工到半夜，噪声很大')[0]).toEqual(['site', '施工'])
})

test('words that stand in many names propose nothing', () => {
  expect(proposed('窗口服务态度不好，其他人也这样说')).toEqual([])
  expect(proposed('')).toEqual([])
})

test('search: name, everyday word, one character, group, and something near', () => {
  const found = (typed: string) => findCategories(typed, categories).map((c) => c.code)
  expect(found('路灯')).toEqual(['light'])
  expect(found('水')).toEqual(['water', 'cut'])
  expect(found('公用')).toEqual(['water', 'cut', 'power'])
  expect(found('我家停水了')).toEqual(['cut'])
  expect(found('   ')).toEqual([])
})
