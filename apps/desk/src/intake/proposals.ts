/** 系统建议: what the words of the content point to. Only proposed, with its reason; adopting it is the agent's act. */
import type { Catalogue } from '../catalogue.ts'
import { countWords } from './count.ts'
import type { Form, Urgency } from './form.ts'
import type { Reading } from './server.ts'

export interface ProposalRow {
  key: string
  label: string
  /** 把握：高 · 文中有“路灯不亮” */
  why: string
  field: 'category' | 'region' | 'mark' | 'alike'
  change: Partial<Form>
}

/** How sure: several words, or one that is long, point more clearly than one short word. */
const sure = (words: readonly string[]) => {
  const longest = Math.max(0, ...words.map((word) => word.length))
  return words.length > 1 || longest > 3 ? '高' : longest > 2 ? '中' : '低'
}
const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join('、')

/** At most two matters, one place, two marks; nothing that is already chosen. */
export function proposalsFor(form: Form, reading: Reading | undefined, catalogue: Catalogue): ProposalRow[] {
  return [
    ...(form.category || !reading ? [] : matters(reading)),
    ...(form.region ? [] : places(`${form.content}\n${form.place}`, catalogue)),
    ...(reading ? [...others(reading, form), ...marks(reading, form)] : []),
  ]
}

const weight = (words: readonly string[]) => words.reduce((sum, word) => sum + word.length, 0)

function matters({ categories }: Reading): ProposalRow[] {
  const best = weight(categories[0]?.words ?? [])
  return categories
    .filter(({ words }) => weight(words) * 2 > best)
    .slice(0, 2)
    .map(({ code, name, words, group }, index) => ({
      key: `category ${code}`,
      label: `事项：${[...group].reverse().join(' › ')} › ${name ?? code}`,
      why: `把握：${index > 0 ? '低' : sure(words)} · 文中有${quoted(words)}`,
      field: 'category',
      change: { category: code },
    }))
}

/** The smallest area named; a name that several areas share is proposed without certainty. */
function places(said: string, { places, placeName }: Catalogue): ProposalRow[] {
  const found = places.flatMap((place) => {
    const names = [place.label, ...place.aliases, ...place.landmarks].filter((name) => name.length > 1 && said.includes(name))
    const longest = names.sort((a, b) => b.length - a.length)[0]
    return longest && place.parent ? [{ place, word: longest }] : []
  })
  const sorted = found.sort((a, b) => b.word.length - a.word.length || b.place.code.length - a.place.code.length)
  const first = sorted[0]
  if (!first) return []
  const inside = sorted.find(({ place }) => place.code !== first.place.code && place.code.startsWith(first.place.code)) ?? first
  const apart = (a: string, b: string) => !a.startsWith(b) && !b.startsWith(a)
  const shared = sorted.some(({ place, word }) => word === inside.word && apart(place.code, inside.place.code))
  const upper = inside.place.parent ? `${placeName(inside.place.parent)} › ` : ''
  return [
    {
      key: `region ${inside.place.code}`,
      label: `区域：${upper}${inside.place.label}`,
      why: `把握：${shared ? '低，有同名地点，请问清' : '中'} · 提到“${inside.word}”`,
      field: 'region',
      change: { region: inside.place.code },
    },
  ]
}

/** 同样情况: asked for as soon as others are spoken of; the number is proposed where one was said. */
function others({ alike }: Reading, form: Form): ProposalRow[] {
  if (!alike?.count || form.alike.trim()) return []
  const said = countWords(alike.count)
  return [
    {
      key: 'alike',
      label: `同样情况：${said}`,
      why: '把握：中 · 文中提到他人也有同样情况',
      field: 'alike',
      change: { askAlike: true, alike: said },
    },
  ]
}

const URGENCIES: readonly Urgency[] = ['major', 'urgent']

function marks(reading: Reading, form: Form): ProposalRow[] {
  const rows = reading.marks.flatMap(({ code, label, group, words }): ProposalRow[] => {
    const urgency = URGENCIES.find((one) => one === code)
    const secret = group === 'secrecy'
    const done = urgency ? form.urgency === urgency || form.urgency === 'major' : secret ? form.confidential : form.marks.includes(code)
    if (done) return []
    const change: Partial<Form> = urgency ? { urgency } : secret ? { confidential: true } : { marks: [...form.marks, code] }
    return [{ key: `mark ${code}`, label: `标为：${label}`, why: `把握：${sure(words)} · 文中有${quoted(words)}`, field: 'mark', change }]
  })
  return rows.slice(0, 2)
}
