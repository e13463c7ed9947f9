/** 统一口径: agreed answers, versioned; what is out of date is found by nobody, what was quoted can still be opened. */
import { dayOf, formatDay } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { phraseQuery } from '@huying/text/bigram'
import type { Db } from '../db.ts'

export interface Found {
  code: string
  version: number
  title: string
  category: string | null
  unit: string | null
  agentText: string
  citizenText: string
  source: unknown
  updatedAt: number
  toDay: string | null
}

const COLUMNS = `k.code, k.version, k.title, k.category, k.unit, k.agent_text as "agentText", k.citizen_text as "citizenText", k.source, k.published_at as "updatedAt", k.to_day::text as "toDay"`
const VALID = `k.stage = 'published' and (k.from_day is null or k.from_day <= $2::date) and (k.to_day is null or k.to_day >= $2::date)
  and not exists (select 1 from knowledge n where n.centre_id = k.centre_id and n.code = k.code and n.version > k.version)`

/** By words, pinyin initials or matter; only what is valid on the day of `now`. */
export async function searchEntries(
  db: Db,
  centre: string,
  typed: string | undefined,
  category: string | undefined,
  now: Instant,
): Promise<Found[]> {
  const today = formatDay(dayOf(now))
  const letters = typed && /^[a-z]{2,}$/i.test(typed) ? typed.toLowerCase() : undefined
  const phrase = typed && !letters ? phraseQuery(typed) : undefined
  const { rows } = await db.query<Found>(
    `select ${COLUMNS} from knowledge k where k.centre_id = $1 and ${VALID}
       and ($3::tsquery is null or k.search @@ $3::tsquery) and ($4::text is null or position($4 in k.initials) > 0) and ($5::text is null or k.category = $5)
     order by case when $6::text is not null and position($6 in k.title) > 0 then 0 else 1 end, length(k.title), k.code limit 20`,
    [centre, today, phrase ?? null, letters ?? null, category ?? null, typed ?? null],
  )
  return rows
}

/** The version that was quoted, valid or not. */
export async function entryAt(db: Db, centre: string, code: string, version: number): Promise<Found | undefined> {
  const { rows } = await db.query<Found>(`select ${COLUMNS} from knowledge k where k.centre_id = $1 and k.code = $2 and k.version = $3`, [
    centre,
    code,
    version,
  ])
  return rows[0]
}
