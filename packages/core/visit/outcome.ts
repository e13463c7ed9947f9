/** Answers of a call-back: contacted, solved, satisfied are three questions; a question nobody answered stays absent. */
import { type Static, Type } from '@sinclair/typebox'
import { RESOLUTIONS } from '../request/state.ts'

export const OutcomeSchema = Type.Object(
  {
    contacted: Type.Optional(Type.Boolean({ title: '是否联系' })),
    solved: Type.Optional(
      Type.Union(
        RESOLUTIONS.map((r) => Type.Literal(r)),
        { title: '是否解决' },
      ),
    ),
    satisfied: Type.Optional(Type.String({ title: '是否满意' })),
    good: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type Outcome = Static<typeof OutcomeSchema>
