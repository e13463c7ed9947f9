/** A wait before the next try of what failed, in milliseconds: 1 s, 2 s, 4 s … at most an hour. Jobs and messages alike. */
export const waitAfter = (attempts: number) => Math.min(3_600_000, 1000 * 2 ** (attempts - 1))
