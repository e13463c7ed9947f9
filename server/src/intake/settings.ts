/** What the 受理台 alone needs of the city's configuration: times, greetings, words of the facts it asks for, where a call is passed on. */
import type { Policy } from '@huying/core/policy/policy'

/** National emergency numbers: never merged into the hotline, only joined with it (紧急热线不归并，只联动). */
const EMERGENCY = [
  { number: '110', label: '公安报警' },
  { number: '120', label: '医疗急救' },
  { number: '119', label: '消防救援' },
  { number: '122', label: '道路交通事故报警' },
]

export function settingsOf({ pack }: Policy) {
  const { intake, city, terms, kinds } = pack
  const { greetingByHour } = intake
  return {
    wrapSeconds: intake.wrapSeconds.value,
    parked: intake.parked.value,
    parkedWarnMinutes: intake.parkedWarnMinutes.value,
    // A default of the catalogue gives way to the city's own words.
    greetings: greetingByHour.assumed ? [{ until: '24:00', text: city.greeting }] : greetingByHour.value,
    facts: Object.fromEntries(Object.entries(terms).flatMap(([k, v]) => (k.startsWith('fact.') ? [[k.slice('fact.'.length), v]] : []))),
    emergency: EMERGENCY,
    lines: kinds.lines.map(({ code, number, label }) => ({ code, number, label })),
  }
}
