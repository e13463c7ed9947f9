/** The least that a schema takes: what is required, each the smallest of its kind. */
interface Schema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  minItems?: number
  minLength?: number
  minimum?: number
  format?: string
  pattern?: string
  text?: string
}

const NO_ID = '01900000-0000-7000-8000-000000000000'

export function sample(schema: Schema, name = ''): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf?.[0]) return sample(schema.anyOf[0], name)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((key) => [key, sample(schema.properties?.[key] ?? {}, key)]))
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}, name))
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return true
    case 'string':
      return stringOf(schema)
    case undefined:
    default:
      return {}
  }
}

function stringOf({ format, pattern, text, minLength = 1 }: Schema): string {
  if (format === 'uuid') return NO_ID
  if (format === 'date') return '2024-11-04'
  if (text === 'phone') return '13800000645'
  if (pattern?.includes('(0[1-9]')) return '2024-10'
  if (pattern?.includes('T')) return '2024-11-05T10:00'
  if (pattern) return pattern.includes('0-9a-f') ? NO_ID : '2024-11-04'
  return '某'.repeat(Math.max(2, minLength))
}
