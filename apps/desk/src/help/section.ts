/** 帮助: one section a page. Words may carry the page's own; what a city renames stands in its terms. */
export interface Section {
  /** What the page is for. */
  what: string
  /** How one goes about it. */
  steps: readonly string[]
  keys?: readonly (readonly [keys: readonly string[], does: string])[]
  /** 名词 */
  words?: readonly (readonly [word: string, meaning: string])[]
}

export const UP_DOWN = [['J', 'K'], '下一件、上一件'] as const
export const OPEN = [['Enter'], '打开'] as const
