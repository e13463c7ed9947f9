/** Photographs for tests: whole by their form, and small. */
const u16 = (value: number) => Buffer.from([value >> 8, value & 255])

/** One segment of a JPEG. */
export const segment = (marker: number, data: Buffer) => Buffer.concat([Buffer.from([0xff, marker]), u16(data.length + 2), data])

export const JFIF = segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'))
const SCAN = segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0]))

/** `words` stand where the pixels are; `more` are segments before them. */
export const jpegOf = (words: string | Buffer, ...more: Buffer[]): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8]), JFIF, ...more, SCAN, Buffer.from(words), Buffer.from([0xff, 0xd9])])

/** A TIFF directory with orientation, a device and a place, as a telephone writes it; `little` as most do. */
export function exifOf(orientation: number, words: string, little = true): Buffer {
  const tiff = Buffer.alloc(50)
  const two = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at))
  const four = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at))
  tiff.write(little ? 'II' : 'MM', 0, 'latin1')
  two(42, 2)
  four(8, 4)
  two(3, 8)
  const text = Buffer.from(words)
  const entries = [
    [0x010f, 2, text.length, 50],
    [0x0112, 3, 1, -1],
    [0x8825, 4, 1, 50],
  ] as const
  for (const [n, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + n * 12
    two(tag, at)
    two(type, at + 2)
    four(count, at + 4)
    if (value < 0) two(orientation, at + 8)
    else four(value, at + 8)
  }
  return Buffer.concat([tiff, text])
}
export const exifSegment = (tiff: Buffer) => segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]))

export function pngChunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)])
}
const HEADER = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
export const pngOf = (...more: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...[pngChunk('IHDR', HEADER), ...more, pngChunk('IDAT', Buffer.from('pixels')), pngChunk('IEND', Buffer.alloc(0))],
  ])

export function webpChunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}
export function webpOf(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP'), ...chunks])
  const head = Buffer.alloc(8)
  head.write('RIFF', 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body])
}
