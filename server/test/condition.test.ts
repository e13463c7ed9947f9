/** The rule language has two readers. For any condition and any row they agree: what a person may open is what his lists show. */
import { bind, type Column, type Condition, type FactRow, holds, toSql } from '@huying/core/condition'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type City, openCity } from './rig.ts'

const COLUMNS: Record<string, Column> = {
  word: { sql: 't.word', type: 'text' },
  region: { sql: 't.region', type: 'text' },
  amount: { sql: 't.amount', type: 'number' },
  secret: { sql: 't.secret', type: 'boolean' },
  units: { sql: 't.units', type: 'texts' },
  tags: { sql: 't.tags', type: 'texts', sparse: true },
}
const NAMES = Object.keys(COLUMNS)

/** Few values, so that conditions hold now and then; odd ones, so that quoting and collation are tried. */
const word = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'ab',
    'abc',
    '湘',
    '湘江',
    "o'clock",
    '100%',
    'a_b',
    '\\',
    '$unit',
    'null',
    'true',
    '4',
    '430304',
    '4303',
    'Ä',
    'ä',
    '𠮷',
    ' ',
  ),
  fc.string({ unit: 'grapheme', maxLength: 4 }).filter((s) => !s.includes('\0')),
)
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }) },
)
const scalar = fc.oneof(word, amount, fc.boolean())
const name = fc.constantFrom(...NAMES)
const of = <T>(value: fc.Arbitrary<T>) => fc.dictionary(name, value, { maxKeys: 2, noNullPrototype: true })

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'condition' },
    fc.record({ in: of(fc.array(scalar, { maxLength: 4 })) }),
    fc.record({ atLeast: of(amount) }),
    fc.record({ below: of(amount) }),
    fc.record({ between: of(fc.tuple(amount, amount)) }),
    fc.record({ known: fc.array(name, { maxLength: 3 }) }),
    fc.record({ some: of(fc.array(scalar, { maxLength: 4 })) }),
    fc.record({ within: of(fc.array(word, { maxLength: 3 })) }),
    fc.record({ mentions: of(fc.array(word, { maxLength: 3 })) }),
    fc.record({ all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ not: tie('condition') }),
  ),
}))

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const row: fc.Arbitrary<FactRow> = fc.record({
  word: maybe(word),
  region: maybe(word),
  amount: maybe(amount),
  secret: maybe(fc.boolean()),
  units: maybe(fc.array(word, { maxLength: 3 })),
  tags: maybe(fc.array(word, { maxLength: 2 })),
})

/** The edges of every word of the language, tried each time. */
const EDGES: FactRow[] = [
  { amount: 1, word: 'ab', region: '430304', secret: true, units: ['a', 'b'], tags: ['a'] },
  { amount: 2, word: '', region: '', secret: false, units: [], tags: [] },
  { amount: null, word: null, region: null, secret: null, units: null, tags: null },
]
const WORDS: Condition[] = [
  { in: { word: ['ab', ''] } },
  { in: { units: ['a'] } },
  { in: { amount: ['1', 2] } },
  { atLeast: { amount: 2 } },
  { below: { amount: 2 } },
  { between: { amount: [1, 2] } },
  { known: ['amount', 'word'] },
  { some: { units: ['b', ''] } },
  { some: { tags: ['a'] } },
  { not: { some: { tags: ['a'] } } },
  { within: { region: ['4303'] } },
  { mentions: { word: ['b'] } },
  { mentions: { word: [''] } },
  { all: [] },
  { any: [] },
]

describe('conditions', () => {
  let city: City
  beforeAll(async () => {
    city = await openCity()
  })
  afterAll(() => city.close())

  /** Numbers of the rows for which PostgreSQL says yes. */
  async function chosen(sql: { text: string; values: unknown[] }, rows: FactRow[]): Promise<number[]> {
    const { rows: found } = await city.pool.query<{ i: number }>(
      `select t.i::int from jsonb_to_recordset($1::jsonb) as t(i int, word text, region text, amount numeric, secret boolean, units text[], tags text[])
       where (${sql.text}) is true order by t.i`,
      [JSON.stringify(rows.map((r, i) => ({ ...r, i }))), ...sql.values],
    )
    return found.map((r) => r.i)
  }

  test('in memory and in PostgreSQL the same rows are chosen, and neither answer is ever unknown', async () => {
    await fc.assert(
      fc.asyncProperty(condition, fc.array(row, { minLength: 1, maxLength: 12 }), async (c, rows) => {
        const sql = toSql(c, COLUMNS, 2)
        const yes = rows.flatMap((r, i) => (holds(c, r) ? [i] : []))
        expect(await chosen(sql, rows)).toEqual(yes)
        // Not unknown either: what a condition does not choose, its opposite does.
        const no = toSql({ not: c }, COLUMNS, 2)
        expect(await chosen(no, rows)).toEqual(rows.flatMap((_r, i) => (yes.includes(i) ? [] : [i])))
      }),
      { numRuns: 400, examples: WORDS.map((c): [Condition, FactRow[]] => [c, EDGES]) },
    )
  })

  test('a fact that the table does not have never widens a scope', () => {
    expect(() => toSql({ in: { colour: ['red'] } }, COLUMNS)).toThrow('colour')
    expect(() => toSql({ not: { known: ['colour'] } }, COLUMNS)).toThrow('colour')
  })

  test('the actor’s own values take the place of names, in both readers alike', async () => {
    const own = bind({ any: [{ in: { word: ['$unit'] } }, { some: { units: ['$unit', 'b'] } }] }, { unit: "o'clock" })
    const rows: FactRow[] = [{ word: "o'clock" }, { word: '$unit' }, { units: ["o'clock"] }, { units: ['b'] }, {}]
    expect(rows.map((r) => holds(own, r))).toEqual([true, false, true, true, false])
    expect(await chosen(toSql(own, COLUMNS, 2), rows)).toEqual([0, 2, 3])
  })
})
