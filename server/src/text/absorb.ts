/**
 * Takes the words out of a command's input and leaves references: what a schema marks as text is stored, personal values sealed,
 * free text masked. So neither journal, nor row, nor job ever carries what somebody wrote.
 */
import type { TSchema } from '@sinclair/typebox'
import type { TextRef } from '@huying/core/kernel'
import { maskName, maskPhone, maskText, normalPhone } from '@huying/text/detect'
import { freshId } from '../id.ts'
import type { CryptoProvider } from './crypto.ts'

export interface StoredText {
  id: string
  kind: string
  digest: string
  /** Readable by everybody who may see the row: masked. */
  body: string | null
  sealed: Buffer | null
}

export interface Absorbed<T> {
  input: T
  texts: StoredText[]
  /** The words as given, by reference id: for facts of this one command only. */
  words: Map<string, string>
}

type Node = TSchema & { text?: string; properties?: Record<string, Node>; items?: Node; anyOf?: Node[] }

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
const parts = ({ properties, items, anyOf }: Node) => [...Object.values(properties ?? {}), ...(items ? [items] : []), ...(anyOf ?? [])]

export function absorb<T>(schema: TSchema, input: unknown, crypto: CryptoProvider): Absorbed<T> {
  const texts: StoredText[] = []
  const words = new Map<string, string>()
  const walk = (node: Node | undefined, value: unknown): unknown => {
    if (value === undefined || value === null || !hasText(node)) return value
    if (node.text && typeof value === 'string') {
      const text = storedText(node.text, value, crypto)
      texts.push(text)
      words.set(text.id, value)
      return referenceOf(text, value)
    }
    if (node.anyOf) return node.anyOf.reduce<unknown>((v, option) => (fits(option, v) ? walk(option, v) : v), value)
    if (Array.isArray(value)) return value.map((item) => walk(node.items, item))
    if (typeof value === 'object' && node.properties) {
      const left = { ...value } as Record<string, unknown>
      for (const key in left) {
        const below = node.properties[key]
        if (hasText(below)) left[key] = walk(below, left[key])
      }
      return left
    }
    return value
  }
  return { input: walk(schema as Node, input) as T, texts, words }
}

/** Of several object shapes the one whose constant fields agree with the value. */
const fits = (option: Node, value: unknown) =>
  Object.entries(option.properties ?? {}).every(([key, p]) => !('const' in p) || p.const === (value as Record<string, unknown>)[key])

export function storedText(kind: string, value: string, crypto: CryptoProvider): StoredText {
  const id = freshId()
  if (kind === 'open') {
    const body = maskText(value)
    return { id, kind, digest: crypto.digest(value), body, sealed: body === value ? null : crypto.seal(value) }
  }
  const normal = kind === 'phone' ? normalPhone(value) : value.trim()
  return { id, kind, digest: crypto.digest(`${kind}:${normal}`), body: null, sealed: crypto.seal(kind === 'phone' ? normal : value) }
}

const referenceOf = (text: StoredText, value: string): TextRef => {
  const ref = { id: text.id, digest: text.digest, size: [...value].length }
  return text.kind === 'open' ? ref : { ...ref, masked: maskOf(text.kind, value) }
}

function maskOf(kind: string, value: string): string {
  if (kind === 'name') return maskName(value)
  if (kind === 'phone') return maskPhone(normalPhone(value))
  return '***'
}
