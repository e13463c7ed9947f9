/**
 * The canonical form of what is hashed: JSON with the keys of every object in order and without what JSON leaves out. It is the same for
 * a value as it was decided and for what comes back of it from a jsonb column, which keeps no order of keys.
 */
export function canonical(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  let out = ''
  if (Array.isArray(value)) {
    for (const part of value) out += `${out && ','}${canonical(part)}`
    return `[${out}]`
  }
  for (const key of Object.keys(value).sort()) {
    const part = (value as Record<string, unknown>)[key]
    if (part !== undefined) out += `${out && ','}${quoted(key)}:${canonical(part)}`
  }
  return `{${out}}`
}

/** What JSON writes otherwise than it is: quotes, backslashes, control characters, halves of a pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
const SPECIAL = /["\\\u0000-\u001f\ud800-\udfff]/
const quoted = (text: string) => (SPECIAL.test(text) ? JSON.stringify(text) : `"${text}"`)
