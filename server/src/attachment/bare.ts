/**
 * A photograph without what the camera says of its owner: place, time, device, a preview of what was cut away, another picture behind the
 * end. Kept is what a screen needs to show the pixels as they are meant, and of EXIF the orientation alone. Segments and chunks are copied
 * or left out, never decoded; what cannot be walked to its end is no whole picture. JPEG (ITU-T T.81, JFIF, EXIF 2.32), PNG (W3C, third
 * edition), WebP (RFC 9649).
 */

/** What may be photographed with. HEIC is not among them: no browser of the desks shows it. */
export type PhotoType = 'image/jpeg' | 'image/png' | 'image/webp'

/** The same pixels without the rest; undefined where the file is not whole. */
export function bare(type: PhotoType, content: Buffer): Buffer | undefined {
  if (type === 'image/jpeg') return bareJpeg(content)
  return type === 'image/png' ? barePng(content) : bareWebp(content)
}

/** Markers without a length: TEM, RST0–7, SOI. */
const ALONE = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
const SOS = 0xda
const EOI = 0xd9
const APP0 = 0xe0
const COMMENT = 0xfe

function bareJpeg(content: Buffer): Buffer | undefined {
  if (content.length < 4 || content.readUInt16BE(0) !== 0xffd8) return undefined
  const kept: Buffer[] = [content.subarray(0, 2)]
  let turned: number | undefined
  for (let at = 2; at + 2 <= content.length; ) {
    if (content[at] !== 0xff) return undefined
    const marker = content[at + 1] ?? 0
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === EOI) return Buffer.concat([...kept, content.subarray(at, at + 2)])
    const end = ALONE(marker) ? at + 2 : at + 2 + (at + 4 <= content.length ? content.readUInt16BE(at + 2) : 0)
    if (end > content.length || end < at + 2 + (ALONE(marker) ? 0 : 2)) return undefined
    const segment = content.subarray(at, end)
    if (marker === 0xe1 && turned === undefined && isExif(segment, 4)) {
      turned = orientationOf(segment.subarray(10))
      if (turned) kept.push(exifSegment(turned))
    } else if (!isTelling(marker, segment)) kept.push(marker === APP0 ? withoutPreview(segment) : segment)
    at = marker === SOS ? scanEnd(content, end) : end
    if (marker !== SOS) continue
    kept.push(content.subarray(end, at))
    // Cut off while it was sent or stored: a screen shows what there is.
    if (at === content.length) return Buffer.concat([...kept, Buffer.from([0xff, EOI])])
  }
  return undefined
}

/** JFIF's head is 18 bytes; a preview may follow. */
function withoutPreview(segment: Buffer): Buffer {
  if (segment.length <= 18) return segment
  const head = Buffer.from(segment.subarray(0, 18))
  head.writeUInt16BE(16, 2)
  return head.fill(0, 16)
}

/** Where the coded data after a scan's head end: at the next marker that is neither a stuffed byte nor a restart. */
function scanEnd(content: Buffer, from: number): number {
  let at = content.indexOf(0xff, from)
  while (at >= 0 && at + 1 < content.length) {
    const next = content[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
    at = content.indexOf(0xff, at + (next === 0xff ? 1 : 2))
  }
  return content.length
}

/** Of the application segments only JFIF, colour profiles and Adobe's colour transform say how the pixels are to be shown. */
function isTelling(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return true
  if (marker < APP0 || marker > APP0 + 15) return false
  const starts = (word: string) => segment.subarray(4, 4 + word.length).toString('latin1') === word
  if (marker === APP0) return !starts('JFIF\0')
  if (marker === APP0 + 2) return !starts('ICC_PROFILE\0')
  return marker !== APP0 + 14 || !starts('Adobe')
}

const EXIF = 'Exif\0\0'
const isExif = (part: Buffer, from: number) => part.subarray(from, from + 6).toString('latin1') === EXIF
const ORIENTATION = 0x0112

/** 2 to 8 where a TIFF directory says that the picture is to be turned or mirrored. */
function orientationOf(tiff: Buffer): number | undefined {
  const order = tiff.subarray(0, 2).toString('latin1')
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return undefined
  const word = (at: number) => (at + 2 > tiff.length ? 0 : order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let n = 0; n < word(first); n++) {
    const entry = first + 2 + n * 12
    if (entry + 12 > tiff.length) return undefined
    if (word(entry) !== ORIENTATION) continue
    const value = word(entry + 8)
    return value >= 2 && value <= 8 ? value : undefined
  }
  return undefined
}

/** A TIFF block with nothing but the orientation. */
function onlyOrientation(value: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM', 0, 'latin1')
  tiff.writeUInt16BE(42, 2)
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(ORIENTATION, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(value, 18)
  return tiff
}

function exifSegment(value: number): Buffer {
  const tiff = onlyOrientation(value)
  const head = Buffer.from([0xff, 0xe1, 0, 2 + EXIF.length + tiff.length])
  return Buffer.concat([head, Buffer.from(EXIF, 'latin1'), tiff])
}

/** What a decoder needs, and the frames of a moving picture. Text, times, EXIF and whatever is private is left out. */
const PNG_KEPT = new Set(
  ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD', 'pHYs'].concat([
    'acTL',
    'fcTL',
    'fdAT',
  ]),
)

function barePng(content: Buffer): Buffer | undefined {
  const kept: Buffer[] = [content.subarray(0, 8)]
  for (let at = 8; at + 12 <= content.length; ) {
    const end = at + 12 + content.readUInt32BE(at)
    if (end > content.length) return undefined
    const name = content.subarray(at + 4, at + 8).toString('latin1')
    if (PNG_KEPT.has(name)) kept.push(content.subarray(at, end))
    if (name === 'eXIf') {
      const turned = orientationOf(content.subarray(at + 8, end - 4))
      if (turned) kept.push(pngChunk('eXIf', onlyOrientation(turned)))
    }
    // What stands behind the end is no part of the picture.
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return undefined
}

function pngChunk(name: string, data: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + data.length)
  chunk.writeUInt32BE(data.length, 0)
  chunk.write(name, 4, 'latin1')
  data.copy(chunk, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 8 + data.length)), 8 + data.length)
  return chunk
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

const WEBP_KEPT = ['VP8 ', 'VP8L', 'VP8X', 'ANIM', 'ANMF', 'ALPH', 'ICCP']
/** Bits of VP8X that say EXIF and XMP follow. */
const HAS_EXIF = 0x08
const HAS_XMP = 0x04

function bareWebp(content: Buffer): Buffer | undefined {
  if (content.length < 12) return undefined
  const last = 8 + content.readUInt32LE(4)
  if (last > content.length) return undefined
  const kept: Buffer[] = []
  let turned: number | undefined
  for (let at = 12; at < last; ) {
    const size = at + 8 <= last ? content.readUInt32LE(at + 4) : Infinity
    const end = at + 8 + size + (size % 2)
    if (end > last + 1 || at + 8 + size > last) return undefined
    const name = content.subarray(at, at + 4).toString('latin1')
    if (WEBP_KEPT.includes(name)) kept.push(Buffer.from(content.subarray(at, end)))
    const tiff = content.subarray(at + 8, at + 8 + size)
    if (name === 'EXIF') turned ??= orientationOf(isExif(tiff, 0) ? tiff.subarray(6) : tiff)
    at = end
  }
  if (!kept.length) return undefined
  const extended = kept[0]
  if (extended?.subarray(0, 4).toString('latin1') === 'VP8X' && extended.length > 8)
    extended[8] = ((extended[8] ?? 0) & ~(HAS_EXIF | HAS_XMP)) | (turned ? HAS_EXIF : 0)
  else turned = undefined
  return riff([...kept, ...(turned ? [webpChunk('EXIF', onlyOrientation(turned))] : [])])
}

function webpChunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 0, 'latin1')
  head.writeUInt32LE(data.length, 4)
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)])
}

function riff(chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat(chunks)
  const head = Buffer.alloc(12)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  head.write('WEBP', 8, 'latin1')
  return Buffer.concat([head, body])
}
