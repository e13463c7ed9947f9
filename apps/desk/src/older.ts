/**
 * Methods that the pages use and Chrome 90 lacks; offices have old browsers. house/older.test.ts holds the built pages against this
 * list. Imported before everything else.
 */
type Methods = Readonly<Record<string, (this: never, ...given: never[]) => unknown>>

function add(prototype: object, methods: Methods): void {
  for (const [name, value] of Object.entries(methods))
    if (!(name in prototype)) Object.defineProperty(prototype, name, { value, writable: true, configurable: true })
}

function at(this: ArrayLike<unknown>, index: number): unknown {
  const place = Math.trunc(index) || 0
  return this[place < 0 ? this.length + place : place]
}

add(String.prototype, { at })
add(Array.prototype, {
  at,
  findLast(this: unknown[], test: (item: unknown, index: number, all: unknown[]) => boolean): unknown {
    for (let index = this.length - 1; index >= 0; index--) if (test(this[index], index, this)) return this[index]
    return undefined
  },
  toSorted(this: unknown[], compare?: (a: unknown, b: unknown) => number): unknown[] {
    return [...this].sort(compare)
  },
})

export {}
