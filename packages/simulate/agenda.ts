/** What happens when: a binary heap by time; what was put in first of two at the same moment comes first. */
import type { Instant } from '@huying/core/kernel'

/** Something that is done, or a timer `D` that is due. */
interface Entry<D> {
  at: Instant
  no: number
  run?: () => void
  due?: D
}

export class Agenda<D> {
  private readonly heap: Entry<D>[] = []
  private count = 0

  put(at: Instant, run: () => void) {
    this.add({ at, no: this.count++, run })
  }

  wake(at: Instant, due: D) {
    this.add({ at, no: this.count++, due })
  }

  clear() {
    this.heap.length = 0
  }

  private add(entry: Entry<D>) {
    this.heap.push(entry)
    let i = this.heap.length - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.swap(parent, i)) return
      i = parent
    }
  }

  get next(): Entry<D> | undefined {
    return this.heap[0]
  }

  take(): Entry<D> | undefined {
    const first = this.heap[0]
    const last = this.heap.pop()
    if (!first || !last || first === last) return first
    this.heap[0] = last
    for (let i = 0; ; ) {
      const left = 2 * i + 1
      const least = left + 1 < this.heap.length && this.before(left + 1, left) ? left + 1 : left
      if (left >= this.heap.length || !this.swap(i, least)) return first
      i = least
    }
  }

  private before(a: number, b: number): boolean {
    const x = this.heap[a] as Entry<D>
    const y = this.heap[b] as Entry<D>
    return x.at < y.at || (x.at === y.at && x.no < y.no)
  }

  /** Puts the later of parent and child below; false when they stand right. */
  private swap(parent: number, child: number): boolean {
    if (!this.before(child, parent)) return false
    const kept = this.heap[parent] as Entry<D>
    this.heap[parent] = this.heap[child] as Entry<D>
    this.heap[child] = kept
    return true
  }
}
