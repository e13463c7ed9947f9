/** From what is wanted to a message that can be handed over: who receives it, at which number, in which words. */
import type { Instant } from '@huying/core/kernel'
import { type Addressee, type Wanted, wordsOf } from '@huying/core/message/wanted'
import type { Policy } from '@huying/core/policy/policy'
import type { ServiceRequest } from '@huying/core/request/state'
import { maskPhone, normalPhone } from '@huying/text/detect'
import { v7 as uuid } from 'uuid'
import { ts } from '../db.ts'
import type { Shell } from '../shell/shell.ts'
import { readTexts, revealTexts } from '../text/read.ts'
import type { Claimed, Prepared } from './store.ts'

/** Sealed together; the number is absent where none is registered. */
export interface Sealed {
  number?: string
  words: string
}

interface Person {
  name: string | null
  number?: string
  to: Addressee
}

/** Everybody it goes to; empty where there is nobody, or the city has taken the occasion away. */
export async function preparedFor(shell: Shell, m: Claimed, policy: Policy, now: Instant): Promise<Prepared[]> {
  const text = policy.pack.messages?.find(({ code }) => code === m.occasion)?.text
  if (text === undefined) return []
  const { to } = m.wanted
  const people = 'request' in to ? await requester(shell, m.centre, to) : await peopleOf(shell, m.centre, to, now)
  const words = wordsOf(text, await filling(shell, m, policy))
  return people.map(({ name, number, to: his }, i) => {
    const [message_id, sending_id] = i === 0 ? [m.message_id, m.sending_id] : [uuid(), uuid()]
    const wanted: Wanted = { ...m.wanted, to: his }
    const sealed = shell.crypto.seal(JSON.stringify({ number, words } satisfies Sealed)).toString('base64')
    return { message_id, sending_id, wanted, name, masked: number === undefined ? null : maskPhone(number), sealed }
  })
}

async function filling(shell: Shell, { centre, wanted }: Claimed, policy: Policy) {
  const { answer: id, to } = wanted
  const unit = 'unit' in to ? policy.unit(to.unit) : undefined
  const answer = id && (await readTexts(shell.pool, centre, [id])).get(id)
  return { ...wanted, unit: unit?.short ?? unit?.name, centre: policy.pack.city.centre, answer: answer ?? undefined }
}

/** The number the person wants to be reached at, else the one he called from. */
async function requester(shell: Shell, centre: string, to: Extract<Addressee, { request: string }>): Promise<Person[]> {
  const { rows } = await shell.pool.query<{ state: ServiceRequest }>(
    'select state from service_request where centre_id = $1 and id = $2 and not confidential',
    [centre, to.request],
  )
  const found = rows[0]?.state.requester
  if (!found) return []
  const ref = found.contactNumber ?? found.callNumber
  const number = ref && (await revealTexts(shell.pool, centre, [ref.id], shell.crypto)).get(ref.id)
  return [{ name: found.name?.masked ?? null, number, to }]
}

type OfUnit = Extract<Addressee, { unit: string }>

/** The one who handles it while he still works here, else all who hold the posts in its unit now. */
async function peopleOf({ pool }: Shell, centre: string, to: OfUnit, now: Instant): Promise<Person[]> {
  const { rows } = await pool.query<{ user: string; name: string; phone: string | null }>(
    `with handler as (select user_id, name, phone from person where centre_id = $1 and user_id::text = $2 and closed_at is null),
       holders as (
         select distinct p.user_id, p.name, p.phone from post_held h join person p using (centre_id, user_id)
         where h.centre_id = $1 and h.unit = $3 and h.post = any($4::text[]) and p.closed_at is null and h.from_at <= $5 and (h.to_at is null or h.to_at > $5)
       )
     select user_id as "user", name, phone from handler union all
     select user_id, name, phone from holders where not exists (select 1 from handler) order by name`,
    [centre, to.user ?? '', to.unit, to.posts, ts(now)],
  )
  return rows.map(({ user, name, phone }) => ({ name, number: phone ? normalPhone(phone) : undefined, to: { ...to, user } }))
}
