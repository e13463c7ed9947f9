/** Each rule of the architecture test, shown to fail on a made-up file and to let its neighbour pass. */
import { expect, test } from 'vitest'
import * as imports from './imports.ts'
import * as words from './words.ts'

const workspaces = new Map([
  ['@huying/core', 'packages/core'],
  ['@huying/text', 'packages/text'],
  ['@huying/ui', 'packages/ui'],
  ['@huying/client', 'packages/client'],
  ['@huying/server', 'server'],
  ['@huying/public', 'apps/public'],
])

type Rule = typeof imports.pointsTheWrongWay
const found = (rule: Rule, path: string, ...lines: string[]): string[] =>
  imports.check([{ path, text: lines.join('\n') }], workspaces, rule)
const said = (text: string): { path: string; text: string } => ({ path: 'packages/core/x.ts', text })

test('imports are found however they are written, with their line', () => {
  const text = [
    '// import a from "commented"',
    "import { x } from './x.ts'",
    "import type { Y } from '../y.ts'",
    "export * from '@huying/core/kernel'",
    "const z = await import('yaml')",
    "const s = `import q from 'quoted'`",
  ].join('\n')
  expect(imports.importsOf({ path: 'server/src/order/routes.ts', text }, workspaces)).toEqual([
    { to: 'server/src/order/x.ts', ours: true, line: 2 },
    { to: 'server/src/y.ts', ours: true, line: 3 },
    { to: 'packages/core/kernel', ours: true, line: 4 },
    { to: 'yaml', ours: false, line: 5 },
  ])
})

test.each([
  ['packages/core/order/order.ts', '@huying/text/segment'],
  ['packages/text/segment.ts', '@huying/client/calls'],
  ['packages/ui/button.tsx', '@huying/core/kernel'],
  ['packages/client/calls.ts', '../../server/src/http.ts'],
  ['apps/desk/src/main.tsx', '@huying/text/segment'],
])('an import against the arrows is found: %s → %s', (path, to) => {
  expect(found(imports.pointsTheWrongWay, path, '', `import { a } from '${to}'`)).toEqual([expect.stringContaining(`${path}:2  `)])
})

test.each([
  ['packages/text/segment.ts', '@huying/core/kernel'],
  ['server/src/order/execute.ts', '@huying/text/segment'],
  ['apps/desk/src/main.tsx', '@huying/ui/tokens'],
  ['packages/core/order/order.ts', '../kernel.ts'],
  ['scenarios/rain.story.ts', '../server/src/app.ts'],
])('an import along the arrows passes: %s → %s', (path, to) => {
  expect(found(imports.pointsTheWrongWay, path, `import { a } from '${to}'`)).toEqual([])
})

test('core that imports Node, a package or another folder is found; TypeBox and tests pass', () => {
  for (const to of ['node:fs', 'yaml', '../../server/src/db.ts'])
    expect(found(imports.leavesTheCore, 'packages/core/order/order.ts', `import a from '${to}'`)).toHaveLength(1)
  expect(
    found(imports.leavesTheCore, 'packages/core/order/order.ts', "import { Type } from '@sinclair/typebox'", "import '../kernel.ts'"),
  ).toEqual([])
  expect(found(imports.leavesTheCore, 'packages/core/order/order.test.ts', "import fc from 'fast-check'")).toEqual([])
})

test('server ↔ app and app → app are found', () => {
  expect(found(imports.joinsServerAndApps, 'apps/desk/src/main.tsx', "import type { A } from '@huying/server/src/http.ts'")).toHaveLength(1)
  expect(found(imports.joinsServerAndApps, 'server/src/http.ts', "import a from '../../apps/desk/src/main.tsx'")).toHaveLength(1)
  expect(found(imports.joinsServerAndApps, 'server/src/http.ts', "import a from './db.ts'")).toEqual([])
  expect(found(imports.joinsTwoApps, 'apps/desk/src/main.tsx', "import a from '@huying/public/src/form.tsx'")).toHaveLength(1)
  expect(found(imports.joinsTwoApps, 'apps/desk/src/main.tsx', "import a from './form.tsx'")).toEqual([])
})

test("another slice's store is found; one's own, and main's, pass", () => {
  const [own, other] = ["import { load } from './store.ts'", "import { load } from '../request/store.ts'"]
  expect(found(imports.readsAnothersStore, 'server/src/order/execute.ts', own, other)).toEqual([
    "server/src/order/execute.ts:2  reads another slice's store (server/src/request/store.ts)",
  ])
  expect(found(imports.readsAnothersStore, 'server/src/main.ts', "import { load } from './request/store.ts'")).toEqual([])
})

test('an import from cities/ is found, from anywhere', () => {
  expect(found(imports.importsCities, 'scenarios/rain.story.ts', "import pack from '../cities/_base/city.yaml?raw'")).toHaveLength(1)
  expect(found(imports.importsCities, 'server/src/policy/load.ts', "import { cities } from './cities.ts'")).toEqual([])
})

test.each(['const at = Date.now()', 'new Date()', 'new Date', 'Date()', 'Math.random()', 'performance.now()', 'const clock = Date.now'])(
  'a clock or dice in core is found: %s',
  (text) => expect(words.clocksAndChance(said(text))).toEqual([expect.stringContaining('packages/core/x.ts:1  ')]),
)

test.each(['new Date(at)', '// never Date.now()', "const text = 'Math.random()'", 'Math.floor(now / 1000)'])(
  'this is no clock: %s',
  (text) => expect(words.clocksAndChance(said(text))).toEqual([]),
)

test.each([
  "if (unit === 'gaj') x()",
  "if (order.unitCode !== 'gaj') x()",
  "if ('noise' == row.category!) x()",
  "if (centre.code === '430300') x()",
  "switch (a.category) { case 'noise': x() }",
  "if (['gaj', 'zjj'].includes(order.leadUnit)) x()",
])('a compared code is found: %s', (text) => expect(words.comparedCodes(said(text))).toHaveLength(1))

test.each(["typeof unit === 'string'", "limit.unit === 'workday'", "unit === ''", "unit.kind === 'county'", 'unit === other.unit'])(
  'this compares no code: %s',
  (text) => expect(words.comparedCodes(said(text))).toEqual([]),
)

test('names come from the packs, and a file that says one is found', () => {
  const names = words.namesInPacks([
    { path: 'cities/_base/city.yaml', text: 'city: { name: 某某市, short: 某市 }' },
    { path: 'cities/a/city.yaml', text: 'city: { name: 甲乙市, short: 甲乙, code: "000000" }' },
    {
      path: 'cities/a/units.yaml',
      text: '- { code: gs, name: 公司 }\n- { code: jy, name: 甲乙市教育局 }\n- { code: q, name: { value: 丙丁区 } }',
    },
    { path: 'cities/a/gazetteer.yaml', text: '- { name: 戊己县, level: county }\n- { name: 人民路, level: community }' },
  ])
  expect(names).toEqual(['甲乙市教育局', '甲乙市', '丙丁区', '戊己县', '甲乙'])
  const file = { path: 'server/src/notices.ts', text: "const a = '公司'\nconst b = '甲乙市教育局'\n// 某某市" }
  expect(words.namesSaid(file, names)).toEqual(['server/src/notices.ts:2  names 甲乙市教育局'])
})

test('a ring of imports is found; a type in it breaks it', () => {
  const files = (line: string) => [
    { path: 'packages/core/a.ts', text: "import { b } from './b.ts'" },
    { path: 'packages/core/b.ts', text: "export { c } from '@huying/core/c'" },
    { path: 'packages/core/c.ts', text: line },
  ]
  const ring = ['packages/core/a.ts → packages/core/b.ts → packages/core/c.ts → packages/core/a.ts']
  expect(imports.rings(files("import { type X, a } from './a.ts'"), workspaces)).toEqual(ring)
  expect(imports.rings(files("import './a.ts'"), workspaces)).toEqual(ring)
  expect(imports.rings(files("import { type X } from './a.ts'"), workspaces)).toEqual([])
  expect(imports.rings(files("import type { X } from './a.ts'"), workspaces)).toEqual([])
})
