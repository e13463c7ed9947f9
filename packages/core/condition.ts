/**
 * The one rule language. A condition is data with two readers: `holds` in memory and `toSql` for PostgreSQL; a property test
 * holds them equal. Dispatch, deadlines, marks, scopes of posts and saved filters are all written in it.
 *
 *   { all: [ { in: { type: [complaint] } }, { atLeast: { affected: 10 } } ] }
 *
 * A fact that is absent satisfies no comparison; `not` of it does. `mentions` looks for words in a text, `some` for a common
 * element of two lists, `within` for a region under another (GB/T 2260 codes nest by prefix).
 */
import { type Static, Type } from '@sinclair/typebox'

const closed = { additionalProperties: false }
const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

export const ConditionSchema = Type.Recursive(
  (Self) =>
    Type.Union([
      Type.Object({ all: Type.Array(Self) }, closed),
      Type.Object({ any: Type.Array(Self) }, closed),
      Type.Object({ not: Self }, closed),
      Type.Object({ in: Type.Record(Type.String(), Type.Array(Scalar)) }, closed),
      Type.Object({ atLeast: Type.Record(Type.String(), Type.Number()) }, closed),
      Type.Object({ below: Type.Record(Type.String(), Type.Number()) }, closed),
      Type.Object({ between: Type.Record(Type.String(), Type.Tuple([Type.Number(), Type.Number()])) }, closed),
      Type.Object({ known: Type.Array(Type.String()) }, closed),
      Type.Object({ some: Type.Record(Type.String(), Type.Array(Scalar)) }, closed),
      Type.Object({ within: Type.Record(Type.String(), Type.Array(Type.String())) }, closed),
      Type.Object({ mentions: Type.Record(Type.String(), Type.Array(Type.String())) }, closed),
    ]),
  { $id: 'Condition' },
)
export type Condition = Static<typeof ConditionSchema>
export type Scalar = string | number | boolean
export type Fact = Scalar | readonly Scalar[] | null | undefined
export type FactRow = Record<string, Fact>

/** Nothing: the scope of a post that has none. */
export const NEVER: Condition = { any: [] }

type Test = (facts: FactRow) => boolean

/** A condition never changes: each is read once and kept as what it tests. */
const known = new WeakMap<Condition, Test>()

/** Does the condition hold for these facts? */
export function holds(condition: Condition, facts: FactRow): boolean {
  let test = known.get(condition)
  if (!test) {
    test = compiled(condition)
    known.set(condition, test)
  }
  return test(facts)
}

function compiled(c: Condition): Test {
  if ('all' in c) return allOf(c.all.map(compiled))
  if ('any' in c) return anyOfTests(c.any.map(compiled))
  if ('not' in c) {
    const test = compiled(c.not)
    return (facts) => !test(facts)
  }
  if ('in' in c) return every(c.in, (fact, list) => list.includes(fact as Scalar))
  if ('atLeast' in c) return every(c.atLeast, (fact, n) => number(fact, (v) => v >= n))
  if ('below' in c) return every(c.below, (fact, n) => number(fact, (v) => v < n))
  if ('between' in c) return every(c.between, (fact, [a, b]) => number(fact, (v) => v >= a && v <= b))
  if ('known' in c) return (facts) => c.known.every((name) => facts[name] !== undefined && facts[name] !== null)
  if ('some' in c) return every(c.some, (fact, list) => items(fact).some((v) => list.includes(v)))
  if ('within' in c) return every(c.within, (fact, list) => text(fact, (v) => list.some((p) => v.startsWith(p))))
  return every(c.mentions, (fact, words) => text(fact, (v) => words.some((w) => v.includes(w))))
}

const allOf = (tests: Test[]): Test => (tests.length === 1 && tests[0] ? tests[0] : (facts) => tests.every((test) => test(facts)))
const anyOfTests =
  (tests: Test[]): Test =>
  (facts) =>
    tests.some((test) => test(facts))
const every = <T>(record: Record<string, T>, test: (fact: Fact, wanted: T) => boolean): Test =>
  allOf(
    Object.entries(record).map(
      ([name, wanted]) =>
        (facts) =>
          test(facts[name], wanted),
    ),
  )

const number = (fact: Fact, test: (v: number) => boolean) => typeof fact === 'number' && test(fact)
const text = (fact: Fact, test: (v: string) => boolean) => typeof fact === 'string' && test(fact)
const items = (fact: Fact): readonly Scalar[] => (Array.isArray(fact) ? (fact as Scalar[]) : [])

/** How a fact is found in a table: its SQL expression and type. */
export type Column = {
  sql: string
  type: 'text' | 'number' | 'boolean' | 'texts' /** Every row has it. */
  always?: true /** Mostly an empty list, which its index leaves out. */
  sparse?: true
}
export type Columns = Record<string, Column>
export interface Sql {
  text: string
  values: unknown[]
}

/**
 * The same condition as a SQL boolean that is never null, with its values as parameters numbered from `first`.
 * Throws for a fact the table does not have: a scope must never silently widen.
 */
export function toSql(condition: Condition, columns: Columns, first = 1): Sql {
  const values: unknown[] = []
  const param = (value: unknown, cast: string) => `$${first + values.push(value) - 1}::${cast}`
  return { text: render(condition), values }

  function render(c: Condition): string {
    if ('all' in c) return c.all.length ? `(${c.all.map(render).join(' and ')})` : 'true'
    if ('any' in c) return c.any.length ? `(${c.any.map(render).join(' or ')})` : 'false'
    if ('not' in c) return `not ${render(c.not)}`
    // A list is none of the values; `some` looks into it.
    if ('in' in c)
      return each(c.in, (col, list) =>
        col.type === 'texts' ? 'false' : `${col.sql} = any(${param(fitting(col, list), `${cast(col)}[]`)})`,
      )
    if ('atLeast' in c) return each(c.atLeast, (col, n) => (col.type === 'number' ? `${col.sql} >= ${param(n, 'numeric')}` : 'false'))
    if ('below' in c) return each(c.below, (col, n) => (col.type === 'number' ? `${col.sql} < ${param(n, 'numeric')}` : 'false'))
    if ('between' in c)
      return each(c.between, (col, [a, b]) =>
        col.type === 'number' ? `${col.sql} between ${param(a, 'numeric')} and ${param(b, 'numeric')}` : 'false',
      )
    if ('known' in c) return c.known.length ? `(${c.known.map((name) => `${column(name).sql} is not null`).join(' and ')})` : 'true'
    if ('some' in c)
      return each(c.some, (col, list) => {
        if (col.type !== 'texts') return 'false'
        const common = `${col.sql} && ${param(list.filter(isText), 'text[]')}`
        return col.sparse ? `(${col.sql} <> '{}' and ${common})` : common
      })
    if ('within' in c) return each(c.within, (col, list) => anyOf(col, list, (p) => `starts_with(${col.sql}, ${param(p, 'text')})`))
    return each(c.mentions, (col, words) => anyOf(col, words, (w) => `position(${param(w, 'text')} in ${col.sql}) > 0`))
  }
  function each<T>(record: Record<string, T>, one: (col: Column, wanted: T) => string): string {
    const parts = Object.entries(record).map(([name, wanted]) => {
      const col = column(name)
      // What is never null needs no coalesce, and only then can an index on it serve.
      return col.always ? one(col, wanted) : `coalesce(${one(col, wanted)}, false)`
    })
    return parts.length ? `(${parts.join(' and ')})` : 'true'
  }
  function column(name: string): Column {
    const found = columns[name]
    if (!found) throw new Error(`condition names a fact this table does not have: ${name}`)
    return found
  }
}

const isText = (v: unknown): v is string => typeof v === 'string'
const cast = (col: Column) => ({ text: 'text', number: 'numeric', boolean: 'boolean', texts: 'text' })[col.type]
const fitting = (col: Column, list: Scalar[]) =>
  list.filter((v) => typeof v === { text: 'string', number: 'number', boolean: 'boolean', texts: 'none' }[col.type])
const anyOf = (col: Column, list: string[], one: (v: string) => string) =>
  col.type === 'text' && list.length ? `(${list.map(one).join(' or ')})` : 'false'

/** Replaces `$unit`, `$user` … in a scope by the actor's own values. */
export function bind(condition: Condition, values: Record<string, Scalar | Scalar[]>): Condition {
  return JSON.parse(JSON.stringify(condition), (_key, value: unknown) => {
    if (!Array.isArray(value)) return value
    return (value as unknown[]).flatMap((v) => (typeof v === 'string' && v.startsWith('$') ? (values[v.slice(1)] ?? v) : [v]))
  }) as Condition
}
