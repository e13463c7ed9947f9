/** What a person has written so far. It lives in memory only: nothing of it is ever stored on the device. */
import type { Photo } from '../photos/shrink.ts'
import { proposeTitle } from '../words/title.ts'

export const COUNTED = ['人', '户', '家'] as const

export interface Draft {
  content: string
  /** Undefined as long as the proposed title stands. */
  title?: string
  type: string
  category: string
  county: string
  town: string
  place: string
  room: string
  since: string
  count: string
  counted: (typeof COUNTED)[number]
  about: boolean
  wants: string
  photos: Photo[]
  kind: 'person' | 'firm'
  company: string
  creditCode: string
  name: string
  phone: string
  confidential: 'no' | 'yes'
  share: '' | 'yes' | 'no'
}

/** One question of the form; an error stands at one of these. */
export type Field =
  | 'content'
  | 'title'
  | 'type'
  | 'category'
  | 'place'
  | 'since'
  | 'count'
  | 'wants'
  | 'photos'
  | 'company'
  | 'creditCode'
  | 'name'
  | 'phone'
  | 'share'

export const emptyDraft: Draft = {
  content: '',
  type: '',
  category: '',
  county: '',
  town: '',
  place: '',
  room: '',
  since: '',
  count: '',
  counted: '户',
  about: false,
  wants: '',
  photos: [],
  kind: 'person',
  company: '',
  creditCode: '',
  name: '',
  phone: '',
  confidential: 'no',
  share: '',
}

/** The person's own title, or the one proposed while there is none. */
export const titleOf = (draft: Draft): string => (draft.title ?? proposeTitle(draft.content)).trim()

/** Anything that would be lost with the page. */
export const isStarted = (draft: Draft): boolean =>
  draft.photos.length > 0 || [draft.content, draft.place, draft.wants, draft.name, draft.phone].some((text) => text.trim() !== '')
