/**
 * The one rule language. A condition is data; it has two readers, `holds` in memory and `toSql` for PostgreSQL, and a
 * property test holds them equal. Dispatch, deadlines, marks, scopes of posts and saved filters are all written in it.
 *
 *   { all: [ { in: { type: [complaint] } }, { atLeast: { affected: 10 } } ] }
 *
 * Facts come from a closed list (`Facts`); a fact that is absent satisfies no comparison except under `not`.
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
