/**
 * Which way imports may point: core ← text, simulate ← server · core ← client ← apps · ui ← apps.
 * Folders outside the rings (scenarios, bench, house, scripts) may import anything but cities/.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'
import { type Finding, isTest, lineOf, ROOT, type Source } from './tree.ts'

/** A ring and the rings it may import; its own files always. */
const MAY: Record<string, string[]> = {
  core: [],
  text: ['core'],
  simulate: ['core'],
  ui: [],
  client: ['core'],
  server: ['core', 'text', 'simulate'],
  app: ['core', 'client', 'ui'],
}

interface Import {
  /** Path from the root for our own files, package name with subpath otherwise. */
  to: string
  ours: boolean
  line: number
}

/** `@huying/core` → `packages/core`, as the workspaces' package.json files say. */
export function workspaceFolders(): Map<string, string> {
  const folders = [
    'server',
    ...['packages', 'apps'].flatMap((parent) => readdirSync(join(ROOT, parent)).map((name) => `${parent}/${name}`)),
  ]
  return new Map(
    folders
      .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
      .map((folder) => [JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')).name as string, folder]),
  )
}

function resolve(from: string, specifier: string, workspaces: Map<string, string>): { to: string; ours: boolean } {
  const bare = specifier.replace(/\?.*$/, '')
  if (bare.startsWith('.')) return { to: posix.normalize(posix.join(dirname(from), bare)), ours: true }
  const name = bare
    .split('/')
    .slice(0, bare.startsWith('@') ? 2 : 1)
    .join('/')
  const folder = workspaces.get(name)
  return folder ? { to: folder + bare.slice(name.length), ours: true } : { to: bare, ours: false }
}

/** Static and dynamic imports, re-exports, type imports. */
export const importsOf = (source: Source, workspaces: Map<string, string>): Import[] =>
  ts.preProcessFile(source.text, true, true).importedFiles.map(({ fileName, pos }) => ({
    ...resolve(source.path, fileName, workspaces),
    line: lineOf(source.text, pos),
  }))

const unitOfTree = (path: string): string | undefined => path.match(/^(packages\/[^/]+|server|apps\/[^/]+)(?=\/|$)/)?.[1]

const ringOf = (path: string): string | undefined => {
  const unit = unitOfTree(path)
  return unit?.startsWith('apps/') ? 'app' : unit?.replace('packages/', '')
}

/** Which complaint, if any, an import of one file deserves. */
type Rule = (from: string, to: Import) => string | undefined

export const check = (files: Source[], workspaces: Map<string, string>, rule: Rule): Finding[] =>
  files.flatMap((file) =>
    importsOf(file, workspaces).flatMap((to) => {
      const complaint = rule(file.path, to)
      return complaint ? [`${file.path}:${to.line}  ${complaint}`] : []
    }),
  )

export const pointsTheWrongWay: Rule = (from, { to, ours }) => {
  const [mine, theirs] = [ringOf(from), ours ? ringOf(to) : undefined]
  if (!mine || !theirs || unitOfTree(from) === unitOfTree(to)) return undefined
  return MAY[mine]?.includes(theirs) ? undefined : `${mine} may not import ${theirs} (${to})`
}

export const leavesTheCore: Rule = (from, { to, ours }) => {
  if (ringOf(from) !== 'core' || isTest(from)) return undefined
  const allowed = ours ? ringOf(to) === 'core' : to === '@sinclair/typebox' || to.startsWith('@sinclair/typebox/')
  return allowed ? undefined : `core imports ${to}; it may import itself and @sinclair/typebox`
}

export const joinsServerAndApps: Rule = (from, { to, ours }) => {
  const rings = [ringOf(from), ours ? ringOf(to) : undefined]
  return rings.includes('server') && rings.includes('app') ? `server and apps meet only over HTTP (${to})` : undefined
}

export const joinsTwoApps: Rule = (from, { to, ours }) =>
  ours && ringOf(from) === 'app' && ringOf(to) === 'app' && unitOfTree(from) !== unitOfTree(to)
    ? `an app imports another (${to})`
    : undefined

/** A slice owns its tables: others ask its `execute`, `present` or a function it offers. Tests may look. */
export const readsAnothersStore: Rule = (from, { to }) => {
  const store = to.match(/^(server\/src\/.+)\/store(\.tsx?)?$/)?.[1]
  const slice = from.match(/^server\/src\/[^/]+\//)
  return store && slice && !isTest(from) && !from.startsWith(`${store}/`) ? `reads another slice's store (${to})` : undefined
}

export const importsCities: Rule = (_from, { to, ours }) =>
  ours && /^cities(\/|$)/.test(to) ? `${to} is data: parse it through core/policy, import it never` : undefined

/** Files that need each other to be loaded, as rings; a type asks for nothing when the program runs. */
export function rings(files: Source[], workspaces: Map<string, string>): Finding[] {
  const needs = new Map(files.map((file) => [file.path, valuesFrom(file, workspaces)]))
  const safe = new Set<string>()
  const found: Finding[] = []
  const walk = (path: string, way: string[]) => {
    if (safe.has(path)) return
    const at = way.indexOf(path)
    if (at >= 0) return void found.push([...way.slice(at), path].join(' → '))
    for (const next of needs.get(path) ?? []) walk(next, [...way, path])
    safe.add(path)
  }
  for (const path of needs.keys()) walk(path, [])
  return found
}

/** Own files whose values a file takes in when it is loaded. */
function valuesFrom({ path, text }: Source, workspaces: Map<string, string>): string[] {
  const parsed = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  return parsed.statements.flatMap((one) => {
    if (!(ts.isImportDeclaration(one) || ts.isExportDeclaration(one)) || !one.moduleSpecifier || onlyTypes(one)) return []
    const { to, ours } = resolve(path, (one.moduleSpecifier as ts.StringLiteral).text, workspaces)
    return ours ? [/\.\w+$/.test(to) ? to : `${to}.ts`] : []
  })
}

function onlyTypes(one: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(one)) return one.isTypeOnly
  const clause = one.importClause
  if (!clause) return false
  const named = clause.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : undefined
  return clause.isTypeOnly || (!clause.name && named !== undefined && named.length > 0 && named.every((n) => n.isTypeOnly))
}
