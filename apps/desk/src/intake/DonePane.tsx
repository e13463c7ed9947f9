import { KeyCap, ReadBack, spokenNumber } from '@huying/ui'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useDesk, useViewKeys } from './DeskContext.ts'
import { focusSoon, PANE_ID } from './focus.ts'
import { Foot } from './Foot.tsx'
import { doneParts } from './say.ts'
import type { Done } from './view.ts'

const TITLES = {
  forward: '已登记，请告知编号',
  answer: '已当场答复并登记',
  refuse: '已登记为不予受理，请告知',
  transfer: '已登记，请转接',
} as const

/** 已登记: number and query code, told once. */
export function DonePane({ done }: { done: Done }) {
  const { line, next, hangUp, toForm } = useDesk()
  useViewKeys({ Enter: next, Escape: next, '6': () => toForm('content') })
  useEffect(() => focusSoon(PANE_ID), [])
  return (
    <>
      <div className="ik-body ik-over" id="ik-pane" tabIndex={0} role="group" aria-label="已登记">
        <p className="hy-second" role="status">
          {TITLES[done.outcome.how]}
          {done.into && `，已并入“${done.into}”`}
        </p>
        <p className="ik-number">
          {spokenNumber(done.number)}
          {done.queryCode && (
            <small>
              查询码 <b>{done.queryCode}</b>，只显示这一次
            </small>
          )}
        </p>
        <ReadBack title="请读给诉求人" parts={doneParts(done)}>
          <p className="hy-second">登记为：{done.title}</p>
        </ReadBack>
      </div>
      <Foot status={line ? '诉求人还有别的事，按 6 再登记一件' : '来电已结束'}>
        {line && (
          <>
            <Button onClick={() => toForm('content')}>
              再登记一件<KeyCap>6</KeyCap>
            </Button>
            <Button type="primary" onClick={hangUp}>
              挂断<KeyCap>F2</KeyCap>
            </Button>
          </>
        )}
        {!line && (
          <Button type="primary" onClick={next}>
            完成<KeyCap>Enter</KeyCap>
          </Button>
        )}
      </Foot>
    </>
  )
}
