/** Where something is (地点): the region code is open, the written address is masked to building level, the room is sealed. */
import { type Static, Type } from '@sinclair/typebox'
import { OpenText, Personal } from './kernel.ts'

export const PlaceInput = Type.Object(
  {
    region: Type.Optional(Type.String({ pattern: '^\\d{6,15}$', title: '所在区域' })),
    text: Type.Optional(OpenText('地点', 300)),
    /** 楼栋以下: room, household. */
    room: Type.Optional(Personal('address', '门牌房号')),
    lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  },
  { additionalProperties: false },
)
export type PlaceOf = Static<typeof PlaceInput>

/** 约数: a count that may be "about" or a range ("七八家"); reports never add it as if it were exact. */
export const CountInput = Type.Object(
  {
    low: Type.Integer({ minimum: 0 }),
    high: Type.Optional(Type.Integer({ minimum: 0 })),
    about: Type.Optional(Type.Boolean()),
    what: Type.Optional(Type.String({ maxLength: 10, title: '单位（户、人、家）' })),
  },
  { additionalProperties: false },
)
export type CountOf = Static<typeof CountInput>
