import { ErrorLine } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { errorLine, get } from '../api.ts'
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
  if (people.isPending) return null
  const callers = people.data?.filter(({ visits }) => visits) ?? []
  const name = (user: string) => callers.find((one) => one.user === user)?.name ?? ''
  return (
    <Dialog title={`交接回访 ${count} 件`} onClose={onClose}>
      {people.error && <ErrorLine {...errorLine(people.error)} />}
      {people.data && callers.length === 0 && <ErrorLine tone="note" what="没有其他在岗的回访人员，可将本次回访放回" />}
      <AskForm
        asks={[
          { key: 'user', label: '交给', kind: 'pick', required: true, options: colleagueOptions(callers) },
          { key: 'why', label: '说明', kind: 'line', max: 200 },
        ]}
        button="交接"
        onClose={onClose}
        send={({ user = '', why }) => onHand({ user, why }, name(user))}
      />
    </Dialog>
  )
}
