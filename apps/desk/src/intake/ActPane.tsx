import { ErrorLine, KeyCap, ReadBack } from '@huying/ui'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useCatalogue } from '../session.tsx'
import { REQUEST_WORDS } from '../words.ts'
import { AppendForm, RateForm, WithdrawForm } from './ActForms.tsx'
import { useDesk, useViewKeys } from './DeskContext.ts'
import { focusSoon, PANE_ID } from './focus.ts'
import { Foot } from './Foot.tsx'
import { useMatter } from './queries.ts'
import { appendSay, progressSay, rateSay, urgeSay, withdrawSay } from './say.ts'
import type { Matter } from './server.ts'
import { useActs } from './useActs.ts'
import { type Act, ACTS } from './view.ts'

const SAID = {
  urge: urgeSay,
  append: appendSay,
  rate: rateSay,
  withdraw: ({ title }: Matter) => `您反映的“${title}”已按您的要求撤回。`,
} as const

/** 查询进度、催办、补充、撤回、不满意要求重办 on the chosen matter: what to say, what to ask, and what was recorded. */
export function ActPane({ act: which, matter }: { act: Act; matter: Matter }) {
  const { act, busy, hangUp, toForm } = useDesk()
  const { keys } = useActs()
  const told = useMatter(matter.id).data
  const { unitName } = useCatalogue()
  const [input, setInput] = useState<object | undefined>(which === 'urge' || which === 'withdraw' ? {} : undefined)
  const [done, setDone] = useState(which === 'ask_progress')
  const label = ACTS.find((one) => one.act === which)?.label ?? ''
  const stage = told?.state.stage
  const barred = !done && told !== undefined && !told.view.open.some(({ command }) => command === which)
  const submit = async () => {
    if (!input || barred || done) return
    if (await act(matter, which, input)) setDone(true)
  }
  const back = () => toForm()
  useViewKeys({
    ...keys,
    F9: () => void submit(),
    'Ctrl+Enter': () => void submit(),
    Enter: () => (done ? back() : void submit()),
    Escape: back,
  })
  useEffect(() => focusSoon(PANE_ID), [which, matter.id, done])
  return (
    <>
      <div
        className="ik-body ik-over"
        id="ik-pane"
        tabIndex={done || barred || which === 'urge' ? 0 : undefined}
        role="group"
        aria-label={label}
      >
        <h2>
          {label}：{matter.title}
        </h2>
        {barred && (
          <ErrorLine
            tone="note"
            what={`${which === 'rate' ? '还不能评价和要求重办' : `现在不能${label}`}：这件诉求${REQUEST_WORDS[stage as keyof typeof REQUEST_WORDS] ?? ''}。`}
            todo={which === 'rate' ? '答复后即可评价，现在可以按 2 催办。' : '可以按 1 读出办理情况，或按 6 登记新诉求。'}
          />
        )}
        {done && (
          <ReadBack
            title={which === 'ask_progress' ? '请读给诉求人' : '已记录，请告知诉求人'}
            parts={[which === 'ask_progress' ? progressSay(matter, told ?? {}, unitName) : SAID[which](matter)]}
          />
        )}
        {!done && !barred && (
          <>
            {which === 'urge' && <p className="hy-second">按 Enter 记为一次催办，不另登记诉求。</p>}
            {which === 'append' && <AppendForm onChange={setInput} />}
            {which === 'withdraw' && (
              <>
                <ReadBack title="请向诉求人确认" parts={[withdrawSay(matter)]} />
                <WithdrawForm onChange={setInput} />
              </>
            )}
            {which === 'rate' && <RateForm onChange={setInput} />}
          </>
        )}
      </div>
      <Foot status={done ? '已计入本通来电' : '记在原诉求上，不另登记'}>
        <Button onClick={back}>
          {done ? '返回登记' : '返回'}
          <KeyCap>Esc</KeyCap>
        </Button>
        {done ? (
          <Button type="primary" onClick={hangUp}>
            挂断<KeyCap>F2</KeyCap>
          </Button>
        ) : (
          <Button type="primary" onClick={() => void submit()} disabled={busy || barred || !input}>
            {label}
            <KeyCap>{which === 'urge' ? 'Enter' : 'F9'}</KeyCap>
          </Button>
        )}
      </Foot>
    </>
  )
}
