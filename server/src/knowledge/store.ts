/** 统一口径: agreed answers, versioned; what is out of date is found by nobody, what was quoted can still be opened. */
import { dayOf, formatDay } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import { WHOLE_AREA } from '@huying/core/knowledge/area'
import { phraseQuery } from '@huying/text/bigram'
import { type Db, ts } from '../db.ts'

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
  area: string
}

/** An entry as its keepers see it: the newest version, whatever has become of it. */
export interface Kept extends Found {
  words: string[]
  fromDay: string | null
  state: 'valid' | 'future' | 'expired' | 'retired'
  by: string
  versions: number
}

const COLUMNS = `k.code, k.version, k.title, k.category, k.unit, k.agent_text as "agentText", k.citizen_text as "citizenText", k.source, k.published_at as "updatedAt", k.to_day::text as "toDay", k.area`
const VALID = `k.stage = 'published' and (k.from_day is null or k.from_day <= $2::date) and (k.to_day is null or k.to_day >= $2::date)
  and not exists (select 1 from knowledge n where n.centre_id = k.centre_id and n.code = k.code and n.version > k.version
    and (n.from_day is null or n.from_day <= $2::date))`

export interface Asked {
  q?: string
  category?: string
  /** Place of the matter at hand, and every area that contains it. */
  place?: { region: string; areas: string[] }
}

/**
 * By words, pinyin initials or matter (`here`: of the place asked for, and not of the whole centre); only what is valid on the day of `now`. Where the place is known, entries of its areas come
 * first and those of other areas not at all; one of a part of the place may be meant and comes last, as where no place is known.
 */
export async function searchEntries(
  db: Db,
  centre: string,
  { q: typed, category, place }: Asked,
  now: Instant,
): Promise<(Found & { here: boolean })[]> {
  const today = formatDay(dayOf(now))
  const letters = typed && /^[a-z]{2,}$/i.test(typed) ? typed.toLowerCase() : undefined
  const phrase = typed && !letters ? phraseQuery(typed) : undefined
  const { rows } = await db.query<Found & { here: boolean }>(
    `select ${COLUMNS}, k.area = any($8::text[]) as here from knowledge k where k.centre_id = $1 and ${VALID}
       and ($3::tsquery is null or k.search @@ $3::tsquery) and ($4::text is null or position($4 in k.initials) > 0) and ($5::text is null or k.category = $5)
       and ($7::text is null or k.area = $9 or k.area = any($8::text[]) or starts_with(k.area, $7))
     order by case when k.area = any($8::text[]) then 0 when k.area = $9 then 1 else 2 end,
       case when $6::text is not null and position($6 in k.title) > 0 then 0 else 1 end, length(k.title), k.code limit 20`,
    [
      centre,
      today,
      phrase ?? null,
      letters ?? null,
      category ?? null,
      typed ?? null,
      place?.region ?? null,
      place?.areas ?? [],
      WHOLE_AREA,
    ],
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

const STATE = `case when k.stage = 'retired' then 'retired' when k.from_day > $2::date then 'future' when k.to_day < $2::date then 'expired' else 'valid' end`
const KEPT = `${COLUMNS}, k.words, k.from_day::text as "fromDay", ${STATE} as state, k.published_by as by`

export interface KeptQuery {
  q?: string
  category?: string
  unit?: string
  state?: string
  area?: string
}

/** Every entry at its newest version, for the keepers; `soon`: valid, and ends within thirty days. */
export async function keptEntries(db: Db, centre: string, { q, category, unit, state, area }: KeptQuery, now: Instant): Promise<Kept[]> {
  const letters = q && /^[a-z]{2,}$/i.test(q) ? q.toLowerCase() : undefined
  const phrase = q && !letters ? phraseQuery(q) : undefined
  const { rows } = await db.query<Kept>(
    `select code, version, title, category, unit, "agentText", "citizenText", source, "updatedAt", "toDay", words, area, "fromDay", state, "by", versions
     from (select ${KEPT}, k.search, k.initials, (select count(*)::int from knowledge v where v.centre_id = k.centre_id and v.code = k.code) as versions
       from knowledge k where k.centre_id = $1 and not exists (select 1 from knowledge n where n.centre_id = k.centre_id and n.code = k.code and n.version > k.version)) x
     where ($3::tsquery is null or x.search @@ $3::tsquery) and ($4::text is null or position($4 in x.initials) > 0) and ($5::text is null or x.category = $5)
       and ($6::text is null or x.unit = $6) and ($9::text is null or x.area = $9)
       and ($7::text is null or x.state = $7 or ($7 = 'soon' and x.state = 'valid' and x."toDay"::date <= $2::date + 30))
     order by case when $8::text is not null and position($8 in x.title) > 0 then 0 else 1 end, x.code limit 500`,
    [
      centre,
      formatDay(dayOf(now)),
      phrase ?? null,
      letters ?? null,
      category ?? null,
      unit ?? null,
      state ?? null,
      q ?? null,
      area ?? null,
    ],
  )
  return rows
}

/** All versions of one entry, the newest first. */
export async function versionsOf(db: Db, centre: string, code: string, now: Instant): Promise<Kept[]> {
  const { rows } = await db.query<Kept>(
    `select ${KEPT}, 0 as versions from knowledge k where k.centre_id = $1 and k.code = $3 order by k.version desc`,
    [centre, formatDay(dayOf(now)), code],
  )
  return rows
}

/** Taken out of use as a version of its own: what was quoted before stays as it was. False where there is nothing in use. */
export async function retireEntry(db: Db, centre: string, code: string, by: string, now: Instant): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into knowledge (centre_id, code, version, title, category, unit, agent_text, citizen_text, words, initials, source, area, from_day, to_day, stage, search, published_at, published_by)
     select centre_id, code, version + 1, title, category, unit, agent_text, citizen_text, words, initials, source, area, null, null, 'retired', search, $3::timestamptz, $4
     from knowledge k where centre_id = $1 and code = $2 and stage = 'published'
       and not exists (select 1 from knowledge n where n.centre_id = k.centre_id and n.code = k.code and n.version > k.version)`,
    [centre, code, ts(now), by],
  )
  return Boolean(rowCount)
}
