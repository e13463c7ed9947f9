/**
 * What a batch names, in bytes: one entry for each row, or for a run of events of one stream: kind (1 byte), id (16), first number (4),
 * how many (2). A row that is numbered and has no id of its own (a version of a pack) has zeroes for one.
 */
import { type Noun, NOUNS } from '@huying/core/kernel'
import { RECORD_TABLES, type RecordTable } from './records.ts'

export type Kind = Noun | RecordTable
/** A place for ever: what was sealed is read by it. New kinds stand at the end. */
const KINDS: readonly Kind[] = [
  'contact',
  'request',
  'order',
  'visit',
  'task',
  'audit',
  'attachment',
  'request_photo',
  'pack',
  'edition',
  'hold',
  'disposal',
]
const CODES = new Map(KINDS.map((kind, code) => [kind, code]))
for (const kind of [...NOUNS, ...RECORD_TABLES]) if (!CODES.has(kind)) throw new Error(`members.ts has no place for ${kind}`)

export interface Member {
  kind: Kind
  id: string
  /** Number of an event in its stream, or a version; 0 where there is none. */
  seq: number
}
/** A run: `count` members from `seq` on. */
export interface Run extends Member {
  count: number
}

const SIZE = 23
const MOST = 0xffff
export const NO_ID = '00000000-0000-0000-0000-000000000000'

/** In the order in which they are sealed. */
export function encodeMembers(members: readonly Member[]): Buffer {
  const runs: Run[] = []
  for (const member of members) {
    const last = runs.at(-1)
    if (last && last.kind === member.kind && last.id === member.id && last.seq + last.count === member.seq && last.count < MOST)
      last.count += 1
    else runs.push({ ...member, count: 1 })
  }
  const bytes = Buffer.alloc(runs.length * SIZE)
  for (const [i, { kind, id, seq, count }] of runs.entries()) {
    const code = CODES.get(kind)
    if (code === undefined) throw new Error(`cannot seal ${kind}`)
    bytes.writeUInt8(code, i * SIZE)
    bytes.write(id.replaceAll('-', ''), i * SIZE + 1, 'hex')
    bytes.writeUInt32BE(seq, i * SIZE + 17)
    bytes.writeUInt16BE(count, i * SIZE + 21)
  }
  return bytes
}

/** The runs in order; undefined where the bytes are not of this form. */
export function decodeMembers(bytes: Buffer): Run[] | undefined {
  if (bytes.length % SIZE) return undefined
  const runs: Run[] = []
  for (let at = 0; at < bytes.length; at += SIZE) {
    const kind = KINDS[bytes.readUInt8(at)]
    if (!kind) return undefined
    const hex = bytes.toString('hex', at + 1, at + 17)
    const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
    runs.push({ kind, id, seq: bytes.readUInt32BE(at + 17), count: bytes.readUInt16BE(at + 21) })
  }
  return runs
}
