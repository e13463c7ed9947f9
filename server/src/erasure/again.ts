/**
 * 重新删除: a database that was brought back from before an erasure loses again what the list names. The keys go while it is restored
 * (`destroyListed`), the journal says so at the next start (`eraseAgain`), before anything is served or verified. Also where the backup was
 * not one of ours: a copy of the disk, a dump.
 */
import { NOUNS, type Noun, SYSTEM } from '@huying/core/kernel'
import type pg from 'pg'
import type { Db } from '../db.ts'
import { execute } from '../shell/execute.ts'
import type { Shell } from '../shell/shell.ts'
import type { ErasedList, Line } from './list.ts'

const BATCH = 500

/** Lines in batches. */
async function* batches(list: ErasedList, faulty?: () => void): AsyncGenerator<Line[]> {
  let batch: Line[] = []
  for await (const line of list.lines(0, faulty)) {
    batch.push(line)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length) yield batch
}

/** Destroys every listed key that is there again; how many. */
export async function destroyListed(db: pg.ClientBase, list: ErasedList): Promise<number> {
  let gone = 0
  for await (const lines of batches(list)) {
    const { rowCount } = await db.query(
      `update text_value t set key = null from unnest($1::text[], $2::uuid[]) as n(centre, id)
       where t.centre_id = n.centre and t.text_id = n.id and t.key is not null`,
      [lines.flatMap(({ centre, texts }) => texts.map(() => centre)), lines.flatMap(({ texts }) => texts)],
    )
    gone += rowCount ?? 0
  }
  return gone
}

/** Contents that the list names and no file of the database needs. Asked when the tables are there. */
export async function listedContents(db: pg.ClientBase, list: ErasedList): Promise<Set<string>> {
  const listed = new Set<string>()
  const files = new Set<string>()
  for await (const { files: some } of list.lines())
    for (const { id, address } of some) {
      listed.add(address)
      files.add(id)
    }
  const { rows } = await db.query<{ address: string }>(
    `select sha256 as address from attachment where sha256 = any($1) and attachment_id <> all($2::uuid[])
     union select sha256 from request_photo where sha256 = any($1) and photo_id <> all($2::uuid[])`,
    [[...listed], [...files]],
  )
  for (const { address } of rows) listed.delete(address)
  return listed
}

/** Erases by the journal what the list names and the journal does not know of; how many things it was. */
export async function eraseAgain(shell: Shell, list: ErasedList, say: (line: string) => void = () => undefined): Promise<number> {
  let erased = 0
  let faulty = 0
  // A request takes its call, orders and call-backs along; what is left over was erased with one that this database does not have.
  for (const own of [true, false])
    for await (const lines of batches(list, () => void (faulty += own ? 1 : 0)))
      for (const line of await unknown(
        shell.pool,
        lines.filter(({ noun }) => (noun === 'request') === own),
      )) {
        const call = { centre: line.centre, actor: SYSTEM, noun: line.noun as Noun, id: line.stream, input: {} }
        const done = await execute(shell, { ...call, command: own ? 'erase_again' : 'erase' })
        if (done.ok) erased++
      }
  if (erased) say(`恢复的数据里有 ${erased} 项此前已经删除的个人信息，已按删除清单重新删除`)
  if (faulty) say(`注意：删除清单中有 ${faulty} 行不完整或不是本系统写的，没有采用`)
  return erased
}

/** Of these those whose stream is there, without an event that erased as much. */
async function unknown(db: Db, lines: readonly Line[]): Promise<Line[]> {
  const known = lines.filter(({ noun }) => (NOUNS as readonly string[]).includes(noun))
  if (!known.length) return []
  const { rows } = await db.query<{ n: number }>(
    `select l.n::int as n from jsonb_to_recordset($1::jsonb) as l(n int, centre text, noun text, stream uuid, texts jsonb)
     where exists (select 1 from event e where e.centre_id = l.centre and e.noun = l.noun and e.stream = l.stream)
       and not exists (select 1 from event e where e.centre_id = l.centre and e.noun = l.noun and e.stream = l.stream and e.type = 'erased'
         and e.body->'texts' @> l.texts)`,
    [JSON.stringify(known.map(({ centre, noun, stream, texts }, n) => ({ n, centre, noun, stream, texts })))],
  )
  return rows.flatMap(({ n }) => known[n] ?? [])
}
