/** Photographs lose what the camera says of its owner and keep every byte that a screen shows. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exifOf, exifSegment, JFIF, jpegOf, pngChunk, pngOf, segment, webpChunk, webpOf } from '../../test/photo.ts'
import { bare, type PhotoType } from './bare.ts'

const PLACE = 'N27.8294 E112.9442'
const stripped = (type: PhotoType, content: Buffer) => bare(type, content) ?? expect.fail('not whole')
const tells = (content: Buffer) => [PLACE, 'vivo', '预览'].filter((word) => content.includes(word))
const VP8X = webpChunk('VP8X', Buffer.from([0x2c, 0, 0, 0, 0, 0, 0, 0, 0, 0]))

test('given a JPEG of a telephone, then place, device, preview, comment and what stands behind the end are gone; pixels and colours stay', () => {
  const icc = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01profile', 'latin1'))
  const adobe = segment(0xee, Buffer.from('Adobe\0d\0\0\0\0\0', 'latin1'))
  const plain = jpegOf('pixels', icc, adobe)
  const given = Buffer.concat([
    jpegOf(
      'pixels',
      exifSegment(exifOf(1, `vivo ${PLACE}`)),
      icc,
      segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${PLACE}`)),
      adobe,
    ),
    Buffer.from(`ftypmp42 ${PLACE}`),
  ])
  expect(stripped('image/jpeg', given)).toEqual(plain)
  const others = [0xe2, 0xe3, 0xed, 0xef, 0xfe].map((marker) => segment(marker, Buffer.from(`MPF\0${PLACE}预览`)))
  expect(stripped('image/jpeg', jpegOf('pixels', ...others))).toEqual(jpegOf('pixels'))
  expect(stripped('image/jpeg', jpegOf('pixels'))).toEqual(jpegOf('pixels'))
})

test('given a preview inside the JFIF head, then it goes', () => {
  const head = segment(0xe0, Buffer.concat([Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\x01\x02', 'latin1'), Buffer.from('预览')]))
  const given = Buffer.concat([Buffer.from([0xff, 0xd8]), head, jpegOf('pixels').subarray(2 + JFIF.length)])
  expect(stripped('image/jpeg', given)).toEqual(jpegOf('pixels'))
})

test('given a picture taken with the telephone turned, then only that is kept of its EXIF, in all three forms', () => {
  for (const little of [true, false])
    for (const turned of [2, 3, 6, 8]) {
      const tiff = exifOf(turned, PLACE, little)
      for (const [type, content] of [
        ['image/jpeg', jpegOf('pixels', exifSegment(tiff))],
        ['image/png', pngOf(pngChunk('eXIf', tiff))],
        ['image/webp', webpOf(VP8X, webpChunk('VP8 ', Buffer.from('pixels')), webpChunk('EXIF', tiff))],
      ] as const) {
        const left = stripped(type, content)
        expect(tells(left)).toEqual([])
        const at = left.indexOf('MM\0*')
        expect(left.readUInt16BE(at + 8)).toBe(1)
        expect([left.readUInt16BE(at + 10), left.readUInt16BE(at + 18)]).toEqual([0x0112, turned])
        expect(stripped(type, left), type).toEqual(left)
      }
    }
})

test('given PNG and WebP with text, times and EXIF, then what shows the picture is all that is left', () => {
  const told = ['tEXt', 'iTXt', 'zTXt', 'tIME', 'vpAg'].map((name) => pngChunk(name, Buffer.from(PLACE)))
  const shown = [pngChunk('gAMA', Buffer.from([0, 0, 177, 143])), pngChunk('pHYs', Buffer.alloc(9))]
  const png = Buffer.concat([pngOf(...told, ...shown, pngChunk('eXIf', exifOf(1, PLACE))), Buffer.from(PLACE)])
  expect(stripped('image/png', png)).toEqual(pngOf(...shown))
  const pixels = webpChunk('VP8 ', Buffer.from('pixels'))
  const webp = Buffer.concat([
    webpOf(VP8X, pixels, webpChunk('EXIF', exifOf(1, PLACE)), webpChunk('XMP ', Buffer.from(PLACE))),
    Buffer.from(PLACE),
  ])
  const bareHead = webpChunk('VP8X', Buffer.from([0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
  expect(stripped('image/webp', webp)).toEqual(webpOf(bareHead, pixels))
})

test('whatever stands in a picture, it ends, grows by no more than an orientation, says no place, and a second time changes nothing', () => {
  const words = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes))
  const marker = fc.integer({ min: 0xc0, max: 0xfe }).filter((m) => !(m >= 0xd0 && m <= 0xda))
  const jpeg = fc
    .array(fc.tuple(marker, words), { maxLength: 6 })
    .map((all) => jpegOf('pixels', ...all.map(([m, data]) => segment(m, data))))
  const png = fc
    .array(fc.tuple(fc.constantFrom('tEXt', 'gAMA', 'eXIf', 'abCd', 'IDAT'), words), { maxLength: 6 })
    .map((all) => pngOf(...all.map(([name, data]) => pngChunk(name, data))))
  const webp = fc
    .array(fc.tuple(fc.constantFrom('EXIF', 'XMP ', 'ALPH', 'ICCP', 'abcd'), words), { maxLength: 6 })
    .map((all) => webpOf(VP8X, ...all.map(([name, data]) => webpChunk(name, data)), webpChunk('VP8 ', Buffer.from('pixels'))))
  const whole = fc.oneof(
    jpeg.map((content) => ({ type: 'image/jpeg' as const, content })),
    png.map((content) => ({ type: 'image/png' as const, content })),
    webp.map((content) => ({ type: 'image/webp' as const, content })),
  )
  fc.assert(
    fc.property(whole, ({ type, content }) => {
      const left = stripped(type, content)
      expect(left.length).toBeLessThanOrEqual(content.length + 40)
      expect(left.includes('pixels')).toBe(true)
      expect(stripped(type, left)).toEqual(left)
    }),
    { numRuns: 400, seed: 1 },
  )
  const damaged = fc.tuple(whole, fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat())
  fc.assert(
    fc.property(damaged, ([{ type, content }, at, byte, cut]) => {
      const broken = Buffer.from(content)
      broken[at % broken.length] = byte
      const left = bare(type, broken.subarray(0, cut % (broken.length + 1)))
      if (left) expect(bare(type, left)).toEqual(left)
    }),
    { numRuns: 2000, seed: 1 },
  )
})
