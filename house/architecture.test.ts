/** The rules of docs/decisions/2026-11-21-house.md, held against the whole tree. house/rules.test.ts shows that each can fail. */
import { expect, test } from 'vitest'
import * as imports from './imports.ts'
import { type Finding, isTest, type Source, sources } from './tree.ts'
import * as words from './words.ts'

const CODE = ['ts', 'tsx', 'mts', 'js', 'mjs']
const tree = sources(['packages', 'server', 'apps', 'scenarios', 'bench', 'faults', 'house', 'scripts'], CODE)
const workspaces = imports.workspaceFolders()

const under = (folders: string[], files: Source[] = tree): Source[] =>
  files.filter(({ path }) => !isTest(path) && folders.some((folder) => path.startsWith(`${folder}/`)))

const none = (findings: Finding[]): void => expect(findings, `\n${findings.join('\n')}\n`).toEqual([])

test('the tree that is checked is there', () => {
  expect(tree.some(({ path }) => path === 'packages/core/kernel.ts')).toBe(true)
  expect(workspaces.get('@huying/core')).toBe('packages/core')
})

test('imports point one way: core ← text, simulate ← server · core ← client ← apps · ui ← apps', () =>
  none(imports.check(tree, workspaces, imports.pointsTheWrongWay)))

test('core imports itself and TypeBox, nothing else', () => none(imports.check(tree, workspaces, imports.leavesTheCore)))

test('server and apps never import each other', () => none(imports.check(tree, workspaces, imports.joinsServerAndApps)))

test('no app imports another', () => none(imports.check(tree, workspaces, imports.joinsTwoApps)))

test("no slice reads another slice's store", () => none(imports.check(tree, workspaces, imports.readsAnothersStore)))

test('no ring of files needs itself to be loaded', () => none(imports.rings(tree, workspaces)))

test('nobody imports from cities/', () => none(imports.check(tree, workspaces, imports.importsCities)))

test('core reads no clock and throws no dice', () => none(under(['packages/core']).flatMap(words.clocksAndChance)))

test('no code of a centre, unit or category is compared with a literal', () =>
  none(under(['packages', 'server']).flatMap(words.comparedCodes)))

test('no city, county or unit of a pack is named in code', () => {
  const names = words.namesInPacks(sources(['cities'], ['yaml']))
  const files = sources(['packages', 'server', 'apps'], ['ts', 'tsx', 'sql', 'css', 'html'])
  none(under(['packages', 'server', 'apps'], files).flatMap((file) => words.namesSaid(file, names)))
})
