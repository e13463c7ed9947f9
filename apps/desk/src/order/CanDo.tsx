import { ErrorLine, KeyCap, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { refusalLine } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue } from '../session.tsx'
import { commandWord } from '../words.ts'
import { ActForm } from './ActForm.tsx'
import { barsOf, type Doing, doingsOf, hasForm, unitOf } from './acts.ts'
import type { Barred, OrderAnswer } from './types.ts'
import { useOnce } from './useOnce.ts'

interface CanDoProps {
  order: OrderAnswer
  /** After an act: the order is asked anew. */
  onDone: () => unknown
  /** Further buttons: 打印审批单. */
  children?: ReactNode
}

/** 现在可以: what the rules allow now as buttons, what they do not as sentences with the rule and what can be done instead. */
export function CanDo({ order, onDone, children }: CanDoProps) {
  const [active, setActive] = useState<string>()
  const { busy, error, once } = useOnce(order.id, onDone)
  const doings = doingsOf(order)
  const chosen = doings.find(({ act }) => act.command === active)
  const daily = doings.filter(({ act }) => !act.rare)
  const rare = doings.filter(({ act }) => act.rare)
  // What can be done at once is the main thing; what can only be written already is not.
  const main = daily.find(({ early }) => !early) ?? daily[0]
  const start = (doing: Doing) => {
    const [only] = doing.offers
    if (hasForm(doing.act)) setActive(doing.act.command)
    else if (only && doing.offers.length === 1) void once(doing.act.command, only)
  }
  useKeys(Object.fromEntries(daily.flatMap((doing) => (doing.act.keyCap ? [[doing.act.keyCap, () => start(doing)]] : []))), {
    enabled: chosen === undefined,
  })
  const close = () => setActive(undefined)

  if (chosen?.act.Beside) {
    return (
      <section className="dk-inline" aria-label={chosen.button}>
        <header>
          <h2>{chosen.button}</h2>
          <button type="button" className="hy-link" onClick={close}>
            收起，内容保留
          </button>
        </header>
        <ActForm order={order} doing={chosen} onDone={onDone} onClose={close} />
      </section>
    )
  }
  return (
    <section className="or-block" aria-label="现在可以">
      <h2>现在可以</h2>
      {doings.length === 0 && <p className="hy-second">您现在没有可做的操作。</p>}
      <div className="or-can">
        {daily.map((doing) => (
          <DoButtons key={doing.act.command} order={order} doing={doing} main={doing === main} busy={busy} onStart={start} onOnce={once} />
        ))}
        {children}
      </div>
      {error && <ErrorLine {...error} />}
      {rare.length > 0 && (
        <details className="or-rare">
          <summary>其他操作 {rare.length}</summary>
          <div className="or-can">
            {rare.map((doing) => (
              <DoButtons key={doing.act.command} order={order} doing={doing} main={false} busy={busy} onStart={start} onOnce={once} />
            ))}
          </div>
        </details>
      )}
      {barsOf(order).map((one) => (
        <BarLine key={one.refusal.message} barred={one} doings={doings} onAct={setActive} />
      ))}
      {chosen && hasForm(chosen.act) && (
        <Dialog title={chosen.button} note={order.state.number} wide={chosen.act.wide} onClose={close}>
          <ActForm order={order} doing={chosen} onDone={onDone} onClose={close} />
        </Dialog>
      )}
    </section>
  )
}

interface DoButtonsProps {
  order: OrderAnswer
  doing: Doing
  main: boolean
  busy: boolean
  onStart: (doing: Doing) => void
  onOnce: ReturnType<typeof useOnce>['once']
}

/** One button; an act without a form that could be done on several assignments has one for each. */
function DoButtons({ order, doing, main, busy, onStart, onOnce }: DoButtonsProps) {
  const words = useCatalogue()
  const { act, button, offers, early } = doing
  const type = main ? 'primary' : 'default'
  const cap = act.keyCap && <KeyCap>{act.keyCap}</KeyCap>
  if (hasForm(act) || offers.length === 1) {
    return (
      <Button
        type={type}
        danger={act.danger}
        disabled={busy}
        title={early ? '可先写好，条件具备后提交' : act.title}
        onClick={() => onStart(doing)}
      >
        {button} {cap}
      </Button>
    )
  }
  return offers.map((offer) => (
    <Button key={offer.assignment} type={type} disabled={busy} title={act.title} onClick={() => void onOnce(act.command, offer)}>
      {button}（{unitOf(order, offer, words)}）
    </Button>
  ))
}

function BarLine({ barred: { refusal }, doings, onAct }: { barred: Barred; doings: readonly Doing[]; onAct: (command: string) => void }) {
  const instead = doings.find(({ act }) => `order.${act.command}` === refusal.instead)
  const { todo, code: _code, ...line } = refusalLine(refusal)
  const word = refusal.instead && commandWord(refusal.instead)
  const link = instead && hasForm(instead.act) && (
    <button type="button" className="hy-link" onClick={() => onAct(instead.act.command)}>
      {word ?? instead.button}
    </button>
  )
  return <ErrorLine tone="note" {...line} todo={link ? <>可改为 {link}</> : todo} />
}
