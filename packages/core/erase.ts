/**
 * 删除个人信息 (PIPL 47): what is sealed of a person is destroyed for good, on a basis and by two people. The journal keeps that something
 * stood there. What hangs on a request (its call, its orders and call-backs) gives up what it has of the person too.
 */
import { Type } from '@sinclair/typebox'
import { type Command, decided, type Noun, type TextRef } from './kernel.ts'

/** Asked for, and not yet ruled on. */
export interface Erasure {
  basis: TextRef
  by: string
  user: string
  at: number
}

export interface Erased {
  type: 'erased'
  /** Texts whose keys are destroyed with this event. */
  texts: string[]
  /**
   * Files whose contents are destroyed with it; the words then leave the search index too. Absent where others still need them: of an
   * order that serves somebody else as well, and in events of versions that did not reach so far.
   */
  files?: string[]
  /** Nothing but the contents of files. */
  only?: 'files'
  by?: string
  /** Ruled on long ago, and undone by a backup: 保全 of since does not stand against it. */
  again?: true
  /** 到期清理 that it was part of. */
  disposal?: string
}

/** What an erased thing is from then on: found by its number only. */
export interface Cleared {
  unindexed?: true
}
export const clearedBy = ({ files, only }: Erased): Cleared => (files && !only ? { unindexed: true } : {})

/** Ids of everything sealed in a state: personal values, and the originals of masked words. */
export function sealedIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  if ('digest' in value && 'id' in value && 'size' in value) {
    const { id, masked, proof } = value as TextRef
    return masked !== undefined || proof !== undefined ? [id] : []
  }
  return [...new Set(Object.values(value).flatMap(sealedIn))]
}

/** `request`: whose erasure it follows from. */
const Input = Type.Object(
  { request: Type.Optional(Type.String()), only: Type.Optional(Type.Literal('files')) },
  { additionalProperties: false },
)

/** What a call, an order or a call-back does when its request is erased; of one that has nothing sealed nothing happens. */
export const eraseOf = <S>(noun: Noun): Command<S, Erased, typeof Input> => ({
  noun,
  name: 'erase',
  button: '删除个人信息',
  by: ['system'],
  input: Input,
  needs: noun === 'order' ? ['contents'] : [],
  bars: () => undefined,
  decide: (state, { only }, { facts: { contents } }) => {
    if (only) return contents?.length ? decided<Erased>({ type: 'erased', texts: [], files: contents, only }) : decided<Erased>()
    const texts = sealedIn(state)
    return texts.length || contents ? decided<Erased>({ type: 'erased', texts, files: contents }) : decided<Erased>()
  },
})
