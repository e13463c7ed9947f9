/** The repository as the house tests see it: files with their text, and what a test says when it finds something. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export const ROOT = join(import.meta.dirname, '..')

export interface Source {
  /** From the root, with forward slashes. */
  path: string
  text: string
}

/** One line of a failure: `packages/core/order/order.ts:12  imports node:fs`. */
export type Finding = string

const SKIP = new Set(['node_modules', 'dist', 'data', 'coverage', '.cache'])

export function pathsUnder(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return []
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return SKIP.has(entry.name) ? [] : pathsUnder(path)
    return entry.isFile() ? [path] : []
  })
}

/** Files with one of the endings (`ts`, `sql`) under the folders. */
export const sources = (folders: string[], endings: string[]): Source[] =>
  folders
    .flatMap(pathsUnder)
    .filter((path) => endings.some((ending) => path.endsWith(`.${ending}`)))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))

export const isTest = (path: string): boolean => /\.(test|story)\.tsx?$/.test(path)

export const lineOf = (text: string, position: number): number => text.slice(0, position).split('\n').length

/** Calls `visit` for every node of the parsed file and collects what it complains about. */
export function inspect(source: Source, visit: (node: ts.Node) => string | undefined): Finding[] {
  const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true)
  const findings: Finding[] = []
  const walk = (node: ts.Node): void => {
    const complaint = visit(node)
    if (complaint) findings.push(`${source.path}:${lineOf(source.text, node.getStart(file))}  ${complaint}`)
    ts.forEachChild(node, walk)
  }
  walk(file)
  return findings
}
