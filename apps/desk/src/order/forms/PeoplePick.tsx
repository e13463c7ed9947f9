import { type ControlProps, ErrorLine, PinyinPicker } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { type Colleague, colleagueOptions } from '../../account/types.ts'
import { errorLine, get } from '../../api.ts'

interface PeoplePickProps {
  unit: string
  /** Only who signs for the unit. */
  signers?: boolean
  value: string
  onChange: (user: string) => void
  control: ControlProps
}

/** Colleagues of the unit. */
export function PeoplePick({ unit, signers, value, onChange, control }: PeoplePickProps) {
  const people = useQuery({ queryKey: ['colleagues', unit], queryFn: () => get<Colleague[]>('/api/me/colleagues'), staleTime: 60_000 })
  if (people.error) return <ErrorLine {...errorLine(people.error)} />
  const options = colleagueOptions((people.data ?? []).filter(({ signs }) => signs || !signers))
  return <PinyinPicker {...control} options={options} value={value || undefined} onChange={onChange} />
}
