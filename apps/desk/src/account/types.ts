/** What the server says of people (server/src/account). */
export interface HeldRow {
  user_id: string
  post: string
  unit: string
  from_at: number
  to_at: number | null
  stand_in: string | null
  /** Whom one stands in for. */
  stands_for: string | null
}
export interface LentRow extends HeldRow {
  /** Who stands in. */
  name: string
}
export interface Colleague {
  user: string
  name: string
  /** 联络员、经办人 */
  posts: string[]
  /** Signs for the unit (签批人). */
  signs: boolean
  /** Makes call-backs. */
  visits: boolean
}
export interface WorkItem {
  id: string
  number: string
  title: string
  no?: number
  unit?: string
}
export interface Work {
  count: number
  held: WorkItem[]
  handling: WorkItem[]
  visits: WorkItem[]
  drafts: { id: string; label: string }[]
}
export interface Handed {
  done: number
  left: { number: string; refusal: { code: string; message: string } }[]
}
export interface Account {
  name: string
  login: string
  phone?: string
  unit: string
  lastLogin?: number
  factor: { label: string; on: boolean; demanded: boolean }
  posts: HeldRow[]
  lent: LentRow[]
}

/** One place where the account is signed in. */
export interface SessionRow {
  id: string
  address: string | null
  /** Chrome · 麒麟 */
  device: string | null
  since: number
  seen: number
  here: boolean
}

export const colleagueOptions = (people: readonly Colleague[]) =>
  people.map(({ user, name, posts }) => ({ code: user, label: name, path: posts.join('、'), initials: '' }))
