import { KeyCap } from '@huying/ui'
import { Button } from 'antd'
import { useCatalogue } from '../session.tsx'
import { useDesk, useViewKeys } from './DeskContext.ts'
import { Foot } from './Foot.tsx'
import { isKept } from './work.ts'

/** The commonest first: they get the keys nearest to the hand. */
const FIRST = ['silent', 'misdialled', 'nuisance', 'broken', 'broken_called_back', 'visit_call', 'internal']
/** What was written without a call leaves nothing that needs a result. */
const NO_CALL = { code: undefined, label: '清空，不登记' }
const KEYS = [...'123456789ABCDEF']

/** 来电处置结果: one key for a call that leaves nothing behind. */
export function FinishPane({ of }: { of: 'line' | 'work' }) {
  const { work, mine, dispose, toForm, park } = useDesk()
  const { dispositions } = useCatalogue()
  const place = (code: string) => (FIRST.includes(code) ? FIRST.indexOf(code) : FIRST.length)
  const sorted = [...dispositions].sort((a, b) => place(a.code) - place(b.code))
  const called = of === 'line' || work.origin !== undefined
  const rows = (called ? sorted : [NO_CALL]).map((row, index) => ({ ...row, key: KEYS[index] ?? '' }))
  const loses = (of === 'work' || mine) && isKept(work)
  const back = () => toForm('content')
  useViewKeys({
    ...Object.fromEntries(rows.map(({ key, code }) => [key, () => dispose(of, code)])),
    ...(loses && { F8: () => void park() }),
    Escape: back,
  })
  return (
    <>
      <div className="ik-body ik-over" id="ik-pane" role="group" aria-label="来电处置结果">
        <h2>{called ? '这通来电怎样结束' : '不登记'}</h2>
        {loses ? (
          <p className="ik-loses">
            已经写了内容，还没有登记。{called && '选择处置结果后'}内容不保留；要保留请按 Esc 返回登记，或按 F8 挂起。
          </p>
        ) : (
          <p className="hy-second">没有登记诉求，也没有催办、补充等操作，请选择一种结果。按键即结束。</p>
        )}
        <div className="ik-results">
          {rows.map(({ code, label, key }) => (
            <button key={label} type="button" className="ik-key" onClick={() => dispose(of, code)}>
              <KeyCap>{key}</KeyCap>
              {label}
            </button>
          ))}
        </div>
      </div>
      <Foot status={called && '每通接听的来电必须有一个处置结果'}>
        {loses && (
          <Button onClick={() => void park()}>
            挂起<KeyCap>F8</KeyCap>
          </Button>
        )}
        <Button onClick={back}>
          返回<KeyCap>Esc</KeyCap>
        </Button>
      </Foot>
    </>
  )
}
