import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import { type Colleague, colleagueOptions } from '../account/types.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'

interface HandOnProps {
  /** How many matters of the call go over. */
  count: number
  onHand: (input: object, name: string) => Promise<unknown>
  onClose: () => void
}

/** 交接: the call that was begun, with all its matters, to a colleague who makes call-backs too. */
export function HandOn({ count, onHand, onClose }: HandOnProps) {
  const people = useQuery({ queryKey: ['colleagues'], queryFn: () => get<Colleague[]>('/api/me/colleagues') })
  const name = (user: string) => people.data?.find((one) => one.user === user)?.name ?? ''
  return (
    <Dialog title={`交接回访 ${count} 件`} onClose={onClose}>
      <AskForm
        asks={[
          { key: 'user', label: '交给', kind: 'pick', required: true, options: colleagueOptions(people.data ?? []) },
          { key: 'why', label: '说明', kind: 'line', max: 200 },
        ]}
        button="交接"
        onClose={onClose}
        send={({ user = '', why }) => onHand({ user, why }, name(user))}
      />
    </Dialog>
  )
}
