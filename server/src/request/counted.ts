/** The day a request counts on: accepted or, where it was refused or transferred before that, received. The index on it serves every month. */
export const COUNTED_AT = 'coalesce(t.accepted_at, t.registered_at)'
