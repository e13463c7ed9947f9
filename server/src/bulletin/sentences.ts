/** Sentences of a bulletin with their figures filled in, read-only, from the look the bulletin was made of (数字只读来自快照). */
import { COUNT_WORDS, type CountName, LIST_NAMES, type ListName, partsOf, RATE_NAMES, type RateName } from '@huying/core/bulletin/sentence'
import { periodWords } from '@huying/core/bulletin/period'
import type { Bulletin } from '../figures/bulletin.ts'
import type { Month } from '../figures/month.ts'
import { dayOf } from '@huying/core/calendar'
import { instantOf } from '@huying/core/calendar'
import type { Rate, Share } from '@huying/core/measure/rounding'

/** Words, or a figure that opens its rows by the name it is asked for. */
export type Part = string | { value: string; title: string; count: number; figure: string } | { value: string; name: string; rate: Rate }

export const sentenceOf = (sentence: string, bulletin: Bulletin, look: Month): Part[] =>
  partsOf(sentence).map((part) => (typeof part === 'string' ? part : valueOf(part.name, bulletin, look)))

export const plain = (parts: readonly Part[]) => parts.map((part) => (typeof part === 'string' ? part : part.value)).join('')

const number = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',')
const isCount = (name: string): name is CountName => name in COUNT_WORDS
const isRate = (name: string): name is RateName => (RATE_NAMES as readonly string[]).includes(name)
const isList = (name: string): name is ListName => (LIST_NAMES as readonly string[]).includes(name)

function valueOf(name: string, b: Bulletin, look: Month): Part {
  if (isCount(name)) {
    const count = look.f(name)
    return { value: number(count), title: COUNT_WORDS[name], count, figure: name }
  }
  const rate = name.replace(/^rate\./, '')
  if (isRate(rate)) return rated(rate, b[rate])
  if (isList(name)) return listed(listOf(name, b, look))
  return otherOf(name, b, look)
}

const rated = (name: string, rate: Rate): Part => ({ value: rate.percent ?? '—', name, rate })

function listOf(name: ListName, b: Bulletin, { policy }: Month): readonly Share[] {
  switch (name) {
    case 'types':
      return b.types
    case 'topics':
      return b.topics
    case 'units':
      return b.units.slice(0, policy.pack.topUnits.value)
    case 'channels':
      return b.online.channels
    case 'marks':
      return b.marks
  }
}

const listed = (rows: readonly Share[]) =>
  rows.map(({ label, count, percent }) => `${label} ${number(count)} 件（${percent ?? '—'}）`).join('、') || '无'

function otherOf(name: string, b: Bulletin, look: Month): Part {
  switch (name) {
    case 'month':
      return String(Number(look.last.slice(5, 7)))
    case 'period':
      return periodWords(look.period)
    case 'answerRate':
      return rated(name, b.contacts.answerRate)
    case 'unitsTop':
      return b.unitsTop.percent ?? '—'
    case 'online':
      return number(b.online.total)
    case 'unitCount':
      return number(b.units.length)
    case 'daily':
      return number(Math.round(look.f('accepted') / days(look)))
    default:
      return ''
  }
}

const days = ({ first, last }: Month) => dayOf(instantOf(`${last}T00:00`)) - dayOf(instantOf(`${first}T00:00`)) + 1
