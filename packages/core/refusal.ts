/** Every refusal there is: stable code → HTTP status. One list, so that programs and tests can rely on it. */
export const REFUSALS = {
  /** Input breaks its schema; `field` names where. */
  invalid: 400,
  not_found: 404,
  not_signed_in: 401,
  forbidden: 403,
  outsourced: 403,
  not_yours: 403,
  conflict: 409,
  key_reused: 409,
  stage: 409,
  held: 409,
  already: 409,
  expired: 409,
  limit: 409,
  pending: 409,
  /** 保全. */
  preserved: 409,
  missing: 422,
  basis: 422,
  unknown_code: 422,
  forbidden_pair: 422,
  network: 422,
  undetermined: 422,
  deadline: 422,
  three_in_place: 422,
  /** 勾稽不平. */
  unbalanced: 409,
  /** Personal data in what is going to be published. */
  personal: 422,
  unsigned: 422,
  same_person: 422,
  hours: 422,
  too_long: 422,
  /** Destroyed for good, by law. */
  gone: 410,
  unchanged: 422,
  too_many: 429,
  locked: 423,
} as const satisfies Record<string, number>
export type RefusalCode = keyof typeof REFUSALS
