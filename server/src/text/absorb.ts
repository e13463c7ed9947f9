/**
 * Takes the words out of a command's input and leaves references: what a schema marks as text is stored, personal values sealed,
 * free text masked. So neither journal, nor row, nor job ever carries what somebody wrote.
 */
import type { TSchema } from '@sinclair/typebox'
import type { TextRef } from '@huying/core/kernel'
import { hidden, maskName, maskPhone, maskText, normalPhone } from '@huying/text/detect'
import { freshId } from '../id.ts'
import type { CryptoProvider } from './crypto.ts'

/** What of the crypto port storing words needs. */
type Sealer = Pick<CryptoProvider, 'sealValue' | 'digest' | 'lookup'>

/** A row of `text_value`. */
export interface StoredText {
  id: string
  kind: string
  /** Of free text: what everybody may read. Of a personal value: its commitment. */
  digest: string
  /** Of free text whose original is sealed: the original's commitment. */
  proof: string | null
  /** Readable by everybody who may see the row: masked. */
  body: string | null
  sealed: Buffer | null
  key: Buffer | null
  keyId: number | null
  /** 号码索引 of a telephone number, for the columns of the row that it belongs to; not a column of the text. */
  lookup?: string
}

export interface Absorbed<T> {
  input: T
  texts: StoredText[]
  /** The words as given, by reference id: for facts of this one command only. */
  words: Map<string, string>
}

type Node = TSchema & {
  text?: string
  properties?: Record<string, Node>
  patternProperties?: Record<string, Node>
  items?: Node
  anyOf?: Node[]
}

/** Whether a command's input may hold words that somebody wrote. */
export const takesWords = (schema: TSchema): boolean => hasText(schema as Node)

/** Whether anything below a node is text; the parts of a schema that hold none are left as they came. Schemas never change. */
const texted = new WeakMap<Node, boolean>()
function hasText(node: Node | undefined): node is Node {
  if (!node) return false
  let has = texted.get(node)
  if (has === undefined) {
    has = Boolean(node.text) || parts(node).some(hasText)
    texted.set(node, has)
  }
  return has
}
const parts = ({ properties = {}, patternProperties = {}, items, anyOf }: Node) => [
  ...Object.values(properties),
  ...Object.values(patternProperties),
  ...(items ? [items] : []),
  ...(anyOf ?? []),
]

/** The schema of one field: named, or one of many alike (事项要素). */
const fieldOf = (node: Node, key: string) => node.properties?.[key] ?? Object.values(node.patternProperties ?? {})[0]

/**
 * `known` are names and addresses of the thing that the command is about; where somebody writes them, or those of the input's own
 * fields, into free text, they are masked there as well. Not in a place: who may not read where it is cannot go there.
 */
export function absorb<T>(schema: TSchema, input: unknown, crypto: Sealer, known: readonly string[] = []): Absorbed<T> {
  const texts: StoredText[] = []
  const words = new Map<string, string>()
  const names = [...known, ...personalIn(schema as Node, input)]
  const walk = (node: Node | undefined, value: unknown, hide: readonly string[]): unknown => {
    if (value === undefined || value === null || !hasText(node)) return value
    if (node.text === 'plain' && typeof value === 'string') return hidden(maskText(value), hide)
    if (node.text && typeof value === 'string') {
      const text = storedText(node.text, value, crypto, hide)
      texts.push(text)
      words.set(text.id, value)
      return referenceOf(text, value)
    }
    if (node.anyOf) return node.anyOf.reduce<unknown>((v, option) => (fits(option, v) ? walk(option, v, hide) : v), value)
    if (Array.isArray(value)) return value.map((item) => walk(node.items, item, hide))
    if (typeof value !== 'object') return value
    const left = { ...value } as Record<string, unknown>
    for (const key in left) {
      const below = fieldOf(node, key)
      if (hasText(below)) left[key] = walk(below, left[key], key === 'place' ? [] : hide)
    }
    return left
  }
  return { input: walk(schema as Node, input, names) as T, texts, words }
}

/** Of several object shapes the one whose constant fields agree with the value. */
const fits = (option: Node, value: unknown) =>
  Object.entries(option.properties ?? {}).every(([key, p]) => !('const' in p) || p.const === (value as Record<string, unknown>)[key])

/** Names and addresses that stand in the input's own fields. */
function personalIn(node: Node | undefined, value: unknown): string[] {
  if (!hasText(node) || typeof value !== 'object' || value === null || !node.properties) return []
  return Object.entries(value).flatMap(([key, v]) => {
    const field = node.properties?.[key]
    if (typeof v === 'string') return field?.text === 'name' || field?.text === 'address' ? [v.trim()] : []
    return personalIn(field, v)
  })
}

export function storedText(kind: string, value: string, crypto: Sealer, hide: readonly string[] = []): StoredText {
  const id = freshId()
  if (kind === 'open') {
    const body = hidden(maskText(value), hide)
    const open = { id, kind, digest: crypto.digest(body), body }
    return body === value ? { ...open, proof: null, sealed: null, key: null, keyId: null } : { ...open, ...crypto.sealValue(value) }
  }
  const number = kind === 'phone' ? normalPhone(value) : ''
  const { proof, ...sealed } = crypto.sealValue(number || value.trim())
  const personal = { id, kind, digest: proof, proof: null, body: null, ...sealed }
  return number ? { ...personal, lookup: crypto.lookup(number) } : personal
}

const referenceOf = (text: StoredText, value: string): TextRef => {
  const ref = { id: text.id, digest: text.digest, size: [...value].length }
  if (text.kind !== 'open') return { ...ref, masked: maskOf(text.kind, value) }
  return text.proof ? { ...ref, proof: text.proof } : ref
}

function maskOf(kind: string, value: string): string {
  if (kind === 'name') return maskName(value)
  if (kind === 'phone') return maskPhone(normalPhone(value))
  return '***'
}
