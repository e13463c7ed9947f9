import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { transformSync } from 'esbuild'
import { expect, test } from 'vitest'

const added = transformSync(readFileSync(path.join(import.meta.dirname, 'older.ts'), 'utf8'), { loader: 'ts', format: 'iife' }).code

/** What a script says in a browser without the newer methods, after older.ts has run there. */
function inOldBrowser(script: string): unknown {
  const browser = createContext({})
  runInContext('for (const name of ["at", "findLast", "toSorted"]) delete Array.prototype[name]; delete String.prototype.at', browser)
  expect(runInContext('"at" in []', browser)).toBe(false)
  runInContext(added, browser)
  return JSON.parse(String(runInContext(`JSON.stringify(${script})`, browser)))
}

test('a browser without the newer methods gets them', () => {
  expect(inOldBrowser('[[3, 1, 2].at(-1), [3, 1, 2].at(0), [3, 1, 2].at(3) ?? null, [3].at(-4) ?? null, "甲乙".at(-1)]')).toEqual([
    2,
    3,
    null,
    null,
    '乙',
  ])
  expect(inOldBrowser('[[3, 1, 2].findLast((n) => n > 1), [3].findLast((n) => n > 3) ?? null]')).toEqual([2, null])
  expect(inOldBrowser('((list) => [list.toSorted((a, b) => a - b), list])([3, 1, 2])')).toEqual([
    [1, 2, 3],
    [3, 1, 2],
  ])
})

test('a loop over an array does not see them', () => {
  expect(inOldBrowser('((seen) => { for (const key in [7]) seen.push(key); return seen })([])')).toEqual(['0'])
})
