/** 统一口径 is published: new entries and new versions, with what they are found by. */
import type { Instant } from '@huying/core/kernel'
import { WHOLE_AREA } from '@huying/core/knowledge/area'
import { indexText } from '@huying/text/bigram'
import { pinyin } from 'pinyin-pro'
import { type Db, ts } from '../db.ts'

export interface Entry {
  code: string
  title: string
  category?: string
  unit?: string
  owner?: string
  words?: string[]
  agent: string
  citizen: string
  source?: Record<string, string>
  assumed?: boolean
  from?: string
  to?: string
  area?: string
  /** The task (无答案) that it answers. */
  task?: string
}

export const initialsOf = (text: string) => pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()

/** Publishes entries as new versions, many in one statement. */
export async function publishEntries(db: Db, centre: string, entries: Entry[], by: string, now: Instant): Promise<number> {
  if (!entries.length) return 0
  const rows = entries.map((e) => ({
    code: e.code,
    title: e.title,
    category: e.category ?? null,
    unit: e.unit ?? null,
    agent: e.agent,
    citizen: e.citizen,
    words: e.words ?? [],
    initials: initialsOf(e.title),
    source: e.source ?? null,
    area: e.area ?? WHOLE_AREA,
    from_day: e.from ?? null,
    to_day: e.to ?? null,
    task: e.task ?? null,
    search: indexText([e.title, ...(e.words ?? []), e.agent].join(' ')),
  }))
  const { rowCount } = await db.query(
    `insert into knowledge (centre_id, code, version, title, category, unit, agent_text, citizen_text, words, initials, source, area, from_day, to_day, stage, search, published_at, published_by, task_id)
     select $1, e.code, coalesce((select max(version) from knowledge k where k.centre_id = $1 and k.code = e.code), 0) + 1, e.title, e.category, e.unit, e.agent, e.citizen,
       e.words, e.initials, e.source, e.area, e.from_day, e.to_day, 'published', to_tsvector('simple', e.search), $3::timestamptz, $4, e.task
     from jsonb_to_recordset($2::jsonb) as e(code text, title text, category text, unit text, agent text, citizen text, words text[], initials text, source jsonb, area text,
       from_day date, to_day date, search text, task uuid)`,
    [centre, JSON.stringify(rows), ts(now), by],
  )
  return rowCount ?? 0
}
