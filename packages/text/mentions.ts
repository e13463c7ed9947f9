/** What a text mentions that a rule asks about: words of the pack's marks, and "others have the same trouble". */

const ALIKE =
  /(还有|另外还有|另有|同样|都有|也有)[^。；]{0,8}?([一二两三四五六七八九十几\d]+[来多余]?[家户人个栋])[^。；]{0,6}(一样|相同|同样|这样|遇到|也)?|(大家|邻居|整栋|全楼|整个小区|其他(业主|租户|商户|住户))[^。；]{0,6}(都|也)/

/** Codes of what was found: each kind whose words occur, and `alike` for 同样情况者 (INTAKE-13). */
export function mentionsIn(text: string, kinds: readonly { code: string; proposedBy?: string[] }[]): string[] {
  const found = kinds.filter((k) => k.proposedBy?.some((word) => text.includes(word))).map((k) => k.code)
  return ALIKE.test(text) ? [...found, 'alike'] : found
}
