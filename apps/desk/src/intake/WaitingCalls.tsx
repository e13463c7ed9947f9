import { Empty } from '@huying/ui'
import { useDesk } from './DeskContext.ts'
import { clockText, phoneText } from './moments.ts'

/** Nobody on the line: calls of mine that still owe their result are not forgotten (每通来电一个处置结果). */
export function WaitingCalls() {
  const { open, pickUp } = useDesk()
  return (
    <>
      <Empty why="没有通话。" next="输入来电号码，按 F2 接听。" />
      {open.length > 0 && (
        <>
          <div className="ik-head">
            <h3>没有结束的来电</h3>
            <span>{open.length} 通</span>
          </div>
          {open.map((call) => (
            <button key={call.id} type="button" className="ik-closed" onClick={() => void pickUp(call)}>
              <span>{clockText(call.answeredAt ?? call.startedAt)}</span>
              <span className="hy-cut">{call.number ? phoneText(call.number) : '未显示号码'}</span>
              <span>{call.settled ? '待结束' : '待登记处置结果'}</span>
            </button>
          ))}
        </>
      )}
    </>
  )
}
