/** Which agreed answer an agent finds for what somebody asks: of the same matter, by its key words and by how alike the questions are. */
import type { Entry } from './engine.ts'
import type { Frame } from './texts.ts'

/** As many pairs of characters in common as make two questions the same one for an agent. */
const ALIKE = 2
/** A key word of the entry counts as so many pairs. */
const WORD = 2

export class Shelf {
  private readonly found = new Map<Frame, Entry | undefined>()

  constructor(private readonly entries: readonly Entry[]) {}

  entryFor(frame: Frame): Entry | undefined {
    if (!this.found.has(frame)) this.found.set(frame, this.search(frame))
    return this.found.get(frame)
  }

  private search({ category, title, content }: Frame): Entry | undefined {
    const asked = title + content
    const pairs = pairsOf(asked)
    const scored = this.entries
      .filter((e) => e.category === category)
      .map((entry) => {
        const words = entry.words.filter((w) => asked.includes(w)).length
        const common = [...pairsOf(entry.title)].filter((p) => pairs.has(p)).length
        return { entry, score: WORD * words + common }
      })
      .sort((a, b) => b.score - a.score)
    return scored.find(({ score }) => score >= ALIKE)?.entry
  }
}

const pairsOf = (text: string) => new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))
