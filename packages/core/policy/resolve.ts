/**
 * From folders to one pack: `extends` names the parent; maps merge by key, deeply; a list or a setting replaces the parent's
 * (architecture §4). Reading files is the shell's; this is the pure part.
 */
import type { TSchema } from '@sinclair/typebox'
import { Value } from '@sinclair/typebox/value'
import { type Pack, PackSchema } from './schema.ts'

export interface PackFault {
  /** Path inside the pack: `/deadlines/3/limit/amount`. */
  path: string
  message: string
}

const isMap = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v)
const isSetting = (v: unknown) => isMap(v) && 'value' in v

/** Merges a child's values over its parent's. */
export function merge(parent: unknown, child: unknown): unknown {
  if (child === undefined) return parent
  if (!isMap(parent) || !isMap(child) || isSetting(child)) return child
  const out: Record<string, unknown> = { ...parent }
  for (const [key, value] of Object.entries(child)) out[key] = merge(parent[key], value)
  return out
}

/** Parses a merged pack against the schema: the pack, or every fault with its path. */
export function parsePack(raw: unknown): { ok: true; pack: Pack } | { ok: false; faults: PackFault[] } {
  if (Value.Check(PackSchema, raw)) return { ok: true, pack: raw }
  const faults = [...Value.Errors(PackSchema as TSchema, raw)].map((e) => ({ path: e.path, message: e.message }))
  return { ok: false, faults }
}
