/** A year whose days off were published (放假安排): what 重算时限 is asked with, and how it is said. */
import { type Static, Type } from '@sinclair/typebox'

export const ArrangedInput = Type.Object(
  {
    /** One year, or several that one version arranges. */
    year: Type.String({ maxLength: 40, title: '年份' }),
    /** Of the notice that arranges the year. */
    title: Type.Optional(Type.String({ maxLength: 100, title: '放假通知标题' })),
  },
  { additionalProperties: false },
)

/** 《…通知》公布 2027 年放假安排. */
export const arrangedText = ({ year, title }: Static<typeof ArrangedInput>) => `${title ? `《${title}》公布` : '已公布'} ${year} 年放假安排`
