/** Where a text that will be published shows who somebody is or where he lives. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findPublished } from './published.ts'

const found = (text: string) => findPublished(text).map(({ kind, from, to }) => `${kind}:${text.slice(from, to)}`)

describe('what must not be published', () => {
  it.each([
    ['居民李大明反映路灯不亮。', ['name:李大明']],
    ['来电人：王小红，要求退款。', ['name:王小红']],
    ['张伟先生来电致谢。', ['name:张伟']],
    ['家住建设路三号院五栋二单元401室。', ['address:建设路三号院五栋二单元401室']],
    ['某小区12栋1单元302室漏水。', ['address:某小区12栋1单元302室']],
    ['位于解放路128号的商铺占道。', ['address:解放路128号']],
    ['联系电话13812345678。', ['mobile:13812345678']],
  ])('%s', (text, wanted) => expect(found(text)).toEqual(wanted))

  it.each([
    '周先生表示感谢。',
    '李某某反映，某小区三栋路灯不亮。',
    '本月受理诉求 1,204 件，按时办结率 96.02%。',
    '市民反映公交12号线晚点，承办单位当日答复。',
    '请各单位3个工作日内办结，逾期的说明原因。',
    '群众来电咨询社保，话务员当场答复。',
    '解放路、建设路沿线占道经营较多。',
  ])('nothing in: %s', (text) => expect(found(text)).toEqual([]))

  it('finds places in order and never one over another, whatever the text', () => {
    const parts = fc.constantFrom('居民李大明', '，', '住解放路12号', '3栋2单元101室', '13812345678', '。', '表示感谢', '某小区')
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (words) => {
        const text = words.join('')
        let done = 0
        for (const { from, to } of findPublished(text)) {
          expect(from).toBeGreaterThanOrEqual(done)
          expect(to).toBeGreaterThan(from)
          done = to
        }
        expect(done).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})
