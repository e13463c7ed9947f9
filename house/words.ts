/** What code may not say: the machine's clock and chance in core, a city's own codes and names anywhere. */
import ts from 'typescript'
import { parse } from 'yaml'
import { type Finding, inspect, type Source } from './tree.ts'

const CLOCKS = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'crypto.getRandomValues'])

export const clocksAndChance = (source: Source): Finding[] =>
  inspect(source, (node) => {
    if (ts.isPropertyAccessExpression(node) && CLOCKS.has(`${node.expression.getText()}.${node.name.text}`)) return node.getText()
    const isDate = (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'Date'
    return isDate && (ts.isCallExpression(node) || !node.arguments?.length) ? `${node.getText()} reads the clock` : undefined
  })

/** `unit` is also the unit of a length of time (policy/schema.ts UNITS_OF_TIME); these words are no codes. */
const TIME_WORDS = new Set(['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'workhour', 'workday'])

const lastName = (node: ts.Expression): string => {
  if (ts.isNonNullExpression(node) || ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return lastName(node.expression)
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'code' ? lastName(node.expression) : node.name.text
  return ts.isIdentifier(node) ? node.text : ''
}
const holdsCode = (node: ts.Expression): boolean => /(centre|unit|category)(code)?$/i.test(lastName(node))
const isCode = (node: ts.Node): boolean => ts.isStringLiteralLike(node) && node.text !== '' && !TIME_WORDS.has(node.text)

const EQUALS = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
])

/** Comparing a centre's, unit's or category's code with a literal: that is a city's rule, and belongs in its pack. */
export const comparedCodes = (source: Source): Finding[] =>
  inspect(source, (node) => {
    const said = (): string => `${node.getText().split('\n')[0]} is a city's rule: put it in the pack`
    if (ts.isBinaryExpression(node) && EQUALS.has(node.operatorToken.kind)) {
      const { left, right } = node
      return (holdsCode(left) && isCode(right)) || (holdsCode(right) && isCode(left)) ? said() : undefined
    }
    if (ts.isSwitchStatement(node) && holdsCode(node.expression)) {
      return node.caseBlock.clauses.some((clause) => ts.isCaseClause(clause) && isCode(clause.expression)) ? said() : undefined
    }
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'includes') {
      const [list, wanted] = [node.expression.expression, node.arguments[0]]
      return ts.isArrayLiteralExpression(list) && list.elements.some(isCode) && wanted && holdsCode(wanted) ? said() : undefined
    }
    return undefined
  })

/** Every text under one of the keys, at any depth; a dated setting holds it in `value`. */
function textsUnder(node: unknown, keys: string[], where: (row: Record<string, unknown>) => boolean): string[] {
  if (Array.isArray(node)) return node.flatMap((each) => textsUnder(each, keys, where))
  if (typeof node !== 'object' || node === null) return []
  const row = node as Record<string, unknown>
  const own = where(row) ? keys.map((key) => (row[key] as { value?: unknown })?.value ?? row[key]) : []
  return [...own.filter((each) => typeof each === 'string'), ...Object.values(row).flatMap((each) => textsUnder(each, keys, where))]
}

/** A pack quotes one source in hundreds of rows; the limit on aliases is meant for strangers' files. */
const read = (text: string): unknown => parse(text, { maxAliasCount: -1 })

const always = (): boolean => true
const isTown = (row: Record<string, unknown>): boolean => row.level === 'city' || row.level === 'county'

/** The names that packs give to cities, counties and units, longest first. The base pack names nobody. */
export function namesInPacks(files: Source[]): string[] {
  const names = files
    .filter(({ path }) => !path.startsWith('cities/_base/'))
    .flatMap(({ path, text }) => {
      if (path.endsWith('/city.yaml')) return textsUnder(read(text), ['name', 'short'], always)
      // Two characters are a word of the language, not somebody's name: 公司, 城区.
      if (path.endsWith('/units.yaml')) return textsUnder(read(text), ['name'], always).filter((name) => name.length > 2)
      if (path.endsWith('/gazetteer.yaml')) return textsUnder(read(text), ['name'], isTown).filter((name) => name.length > 2)
      return []
    })
  return [...new Set(names)].sort((a, b) => b.length - a.length)
}

export function namesSaid(source: Source, names: string[]): Finding[] {
  const present = names.filter((name) => source.text.includes(name))
  if (present.length === 0) return []
  return source.text.split('\n').flatMap((line, index) => {
    const name = present.find((each) => line.includes(each))
    return name ? [`${source.path}:${index + 1}  names ${name}`] : []
  })
}
