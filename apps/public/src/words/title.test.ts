import { expect, test } from 'vitest'
import { lengthOf, proposeTitle } from './title.ts'

test.each([
  ['小区路灯不亮', '小区路灯不亮'],
  ['您好，我想反映一下，小区路灯不亮。晚上看不见台阶。', '小区路灯不亮'],
  ['尊敬的领导：楼下烧烤店每天营业到凌晨两点！', '楼下烧烤店每天营业到凌晨两点'],
  ['小区 3 栋到 5 栋之间的路灯从上周日起就不亮，晚上看不见台阶，前天有老人绊倒。', '小区 3 栋到 5 栋之间的路灯从上周日起就不亮'],
  ['自来水发黄，持续三天，整栋楼都这样，物业说不归他们管，也没有人来看', '自来水发黄，持续三天，整栋楼都这样，物业说不归他们管'],
  ['请问一下公积金怎么提取？', '公积金怎么提取'],
  ['', ''],
  ['你好', '你好'],
])('%s → %s', (content, title) => expect(proposeTitle(content)).toBe(title))

test('a title is never longer than 30 characters, a rare character counts once', () => {
  expect(lengthOf(proposeTitle('路'.repeat(200)))).toBe(30)
  expect(lengthOf('𠮷')).toBe(1)
})
