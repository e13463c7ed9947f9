/** The sets of messages that lie beside the project, where they do: every one goes in whole, as requests, and once. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mapping } from '../server/src/import/mapping.ts'
import { fileOnDisk } from '../server/src/import/rows.ts'
import { importRequests } from '../server/src/import/run.ts'
import { type City, openCity } from '../server/test/rig.ts'

const SETS = path.join(import.meta.dirname, '../../shared/data')
const constants = { category: 'urban.facility' }
const zone = '+08:00'

/** `undated`: rows of the set that hold no date; they are named in the faults, never guessed. */
const FILES: { file: string; rows: number; undated?: number; mapping: Mapping }[] = [
  {
    file: 'shangluo-mayor-mailbox/mails.csv',
    rows: 745,
    undated: 6,
    mapping: {
      source: 'mailbox',
      timeZone: zone,
      columns: { key: 'mail_id', title: 'title', content: 'query', at: 'query_date', reply: 'reply', closedAt: 'reply_date' },
      constants,
    },
  },
  {
    file: 'taidi-c-hotspot/messages.csv',
    rows: 4326,
    mapping: {
      source: 'board',
      timeZone: zone,
      columns: { key: 'msg_id', title: 'title', content: 'body', at: 'time', name: 'user' },
      constants,
    },
  },
  {
    file: 'taidi-c-replies/replies.csv',
    rows: 1679,
    mapping: {
      source: 'replies',
      timeZone: zone,
      columns: { key: 'msg_id', title: 'title', content: 'body', at: 'asked_at', reply: 'reply', closedAt: 'replied_at', name: 'user' },
      constants,
    },
  },
  {
    file: 'boston311-2011/requests.csv',
    rows: 58_251,
    mapping: {
      source: 'line-311',
      timeZone: '-04:00',
      columns: {
        key: 'case_enquiry_id',
        title: 'case_title',
        content: 'type',
        at: 'open_dt',
        closedAt: 'closed_dt',
        place: 'location',
        lng: 'longitude',
        lat: 'latitude',
      },
      constants,
    },
  },
]

describe.skipIf(!existsSync(SETS))('real messages', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity('xiangtan', '2024-11-20T09:00')
  })
  afterAll(() => city.close())

  it.each(FILES)(
    '$file goes in row for row, and a second time adds nothing',
    async ({ file, rows, undated = 0, mapping }) => {
      const full = fileOnDisk(path.join(SETS, file))
      const first = await importRequests(city.shell, city.centre, full, { as: 'history', source: mapping.source, mapping })
      expect(first.read).toBe(rows)
      expect(first.added + first.known + first.faulty).toBe(rows)
      expect(first.faulty).toBe(undated)
      const again = await importRequests(city.shell, city.centre, full, { as: 'history', source: mapping.source, mapping })
      expect(again).toMatchObject({ added: 0, known: rows - undated, faulty: undated })
    },
    600_000,
  )
})
