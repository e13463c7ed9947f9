/** What there is to choose from, as GET /api/catalogue answers it, and the words for its codes. */
export interface Option {
  code: string
  label: string
  /** First letters of the pinyin. */
  initials: string
}
export interface Category extends Option {
  leaf: boolean
  path: string
  words: string[]
}
export interface Unit extends Option {
  short: string
  kind: string
  parent?: string
}
export interface Place extends Option {
  level: string
  parent?: string
  aliases: string[]
  landmarks: string[]
}
export interface RefusalReason extends Option {
  channel?: string
  phone?: string
}
export interface Reasons {
  return: Option[]
  extension: Option[]
  pause: Option[]
  review: Option[]
  refusal: RefusalReason[]
  unsolved: Option[]
  unreached: Option[]
  dissatisfied: Option[]
  cause: Option[]
}

export interface CatalogueData {
  city: { code: string; name: string; centre: string; centreUnit: string }
  types: (Option & { brief: boolean })[]
  channels: (Option & { medium: string; superior: boolean })[]
  marks: (Option & { group: string; levels: { code: string; label: string }[] })[]
  categories: Category[]
  units: Unit[]
  places: Place[]
  reasons: Reasons
  scale: { code: string; label: string; satisfied: boolean }[]
  required: { register: string[]; dispatch: string[] }
  dispositions: { code: string; label: string }[]
  extension: { longest: { amount: number; unit: string }; max: number }
  terms: Record<string, string>
  visitBlocks: [from: string, to: string][]
  parked: unknown
  undoSeconds: number
}

/** The lists together with their words; an unknown code is shown as it is. */
export interface Catalogue extends CatalogueData {
  unitName: (code: string | null | undefined) => string
  /** The short name, for rows. */
  unitShort: (code: string | null | undefined) => string
  categoryName: (code: string | null | undefined) => string
  /** 市政设施 › 照明 › 路灯不亮 */
  categoryPath: (code: string | null | undefined) => string
  typeName: (code: string | null | undefined) => string
  channelName: (code: string | null | undefined) => string
  reasonName: (list: keyof Reasons, code: string | null | undefined) => string
  /** 红黄绿（重点问题）, 紧急 … */
  markName: (kind: string, level?: string) => string
  placeName: (code: string | null | undefined) => string
  /** A word that the city may have renamed (terms.md 12). */
  term: (code: string, fallback: string) => string
  /** Units directly below this one. */
  below: (unit: string) => Unit[]
}

const names = (options: readonly { code: string; label: string }[]) => new Map(options.map(({ code, label }) => [code, label]))

export function withWords(data: CatalogueData): Catalogue {
  const units = names(data.units)
  const shorts = new Map(data.units.map(({ code, short }) => [code, short]))
  const categories = names(data.categories)
  const paths = new Map(data.categories.map(({ code, path, label }) => [code, path ? `${path} › ${label}` : label]))
  const types = names(data.types)
  const channels = names(data.channels)
  const places = names(data.places)
  const marks = new Map(data.marks.map((mark) => [mark.code, mark]))
  const reasons = Object.fromEntries(Object.entries(data.reasons).map(([list, options]) => [list, names(options as Option[])]))
  const word = (map: ReadonlyMap<string, string> | undefined) => (code: string | null | undefined) => (code ? (map?.get(code) ?? code) : '')
  const unit = (map: ReadonlyMap<string, string>, centre: string) => (code: string | null | undefined) =>
    code === data.city.centreUnit ? centre : word(map)(code)
  return {
    ...data,
    unitName: unit(units, data.city.centre),
    unitShort: unit(shorts, data.terms.centre ?? '热线中心'),
    categoryName: word(categories),
    categoryPath: word(paths),
    typeName: word(types),
    channelName: word(channels),
    placeName: word(places),
    reasonName: (list, code) => word(reasons[list])(code),
    markName: (kind, level) => {
      const mark = marks.get(kind)
      const step = level && mark?.levels.find(({ code }) => code === level)?.label
      return step ? `${mark?.label}（${step}）` : (mark?.label ?? kind)
    },
    term: (code, fallback) => data.terms[code] ?? fallback,
    below: (parent) => data.units.filter((one) => one.parent === parent),
  }
}
