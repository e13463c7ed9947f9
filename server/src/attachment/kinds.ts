/** What may be attached: judged by the first bytes, never by the name or by what the sender says. */
export const MAX_BYTES = 20 * 1024 * 1024

export const KINDS = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
} as const
export type Kind = keyof typeof KINDS

const TYPES = Object.keys(KINDS) as Kind[]

export const kindOf = (content: Buffer): Kind | undefined => TYPES.find((type) => KINDS[type].every((byte, at) => content[at] === byte))

/** A name to show and to save under: no folders, no controls, not endless. */
export const safeName = (name: string): string =>
  [...name.replace(/^.*[/\\]/, '').replace(/[\p{Cc}\p{Cf}"<>|:*?]/gu, '')].slice(-80).join('').trim() || '未命名'
