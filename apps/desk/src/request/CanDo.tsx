import { ErrorLine, KeyCap, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../act.ts'
import { refusalLine } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue } from '../session.tsx'
import { REQUEST_ACTS, type RequestAct, sendAct } from './acts.ts'
import type { RequestAnswer } from './types.ts'

interface CanDoProps {
  request: RequestAnswer
  onDone: (command: string) => unknown
}
interface Doing {
  act: RequestAct
  label: string
}

/** 现在可以: what the rules allow now; what they do not is said with the rule. One letter a button. */
export function CanDo({ request, onDone }: CanDoProps) {
  const words = useCatalogue()
  const [chosen, setChosen] = useState<Doing>()
  const { busy, error, run } = useAct()
  const { state, open, barred } = request
  const doings = REQUEST_ACTS.flatMap((act): Doing[] => {
    const offer = open.find(({ command }) => command === act.command)
    return offer ? [{ act, label: words.term(offer.command, offer.button) }] : []
  })
  const daily = doings.filter(({ act }) => !act.rare)
  const rare = doings.filter(({ act }) => act.rare)
  const asksOf = (act: RequestAct) => act.asks?.(state, words) ?? []

  const start = (doing: Doing) => {
    if (doing.act.asks) setChosen(doing)
    else void once(doing.act)
  }
  const once = (act: RequestAct) =>
    run(async () => {
      await sendAct(act, state, {}, words)
      await onDone(act.command)
    })
  useKeys(Object.fromEntries(doings.flatMap((doing) => (doing.act.keyCap ? [[doing.act.keyCap, () => start(doing)]] : []))))
  const button = (doing: Doing, main: boolean) => (
    <Button
      key={doing.act.command}
      type={main ? 'primary' : 'default'}
      danger={doing.act.danger}
      disabled={busy}
      onClick={() => start(doing)}
    >
      {doing.label}
      {doing.act.keyCap && <KeyCap>{doing.act.keyCap}</KeyCap>}
    </Button>
  )
  const said = new Set<string>()
  return (
    <section className="rq-block" aria-label="现在可以">
      <h2>现在可以</h2>
      {doings.length === 0 && <p className="hy-second">您现在没有可做的操作。</p>}
      <div className="dk-row">{daily.map((doing, at) => button(doing, at === 0))}</div>
      {rare.length > 0 && (
        <details className="rq-rare">
          <summary>其他操作 {rare.length}</summary>
          <div className="dk-row">{rare.map((doing) => button(doing, false))}</div>
        </details>
      )}
      {error && <ErrorLine {...error} />}
      {barred
        .filter(({ refusal }) => !said.has(refusal.message) && said.add(refusal.message))
        .map(({ refusal }) => (
          <ErrorLine key={refusal.message} tone="note" {...refusalLine(refusal)} code={undefined} />
        ))}
      {chosen && (
        <Dialog title={chosen.label} note={state.number} wide onClose={() => setChosen(undefined)}>
          <AskForm
            asks={asksOf(chosen.act)}
            initial={chosen.act.initial?.(state)}
            button={chosen.label}
            danger={chosen.act.danger}
            onClose={() => setChosen(undefined)}
            send={async (given) => {
              await sendAct(chosen.act, state, given, words)
              setChosen(undefined)
              await onDone(chosen.act.command)
            }}
          >
            {chosen.act.command === 'forward' && asksOf(chosen.act).length === 0 && (
              <p>形成{words.term('order', '工单')}，转派单员派发。</p>
            )}
          </AskForm>
        </Dialog>
      )}
    </section>
  )
}
