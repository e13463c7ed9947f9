import './signing.css'
import '../order/order.css'
import { BatchBar, Empty, ErrorLine, LoadingRows } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { rowKey, useRows } from '../unit/rows.ts'
import { printSheets } from '../unit/print.ts'
import { useBatch } from '../unit/useBatch.ts'
import { SignCard } from './SignCard.tsx'

/** 签批: what waits for the leader's signature, each with both texts in full; signed one by one or ticked and signed together. */
export function SigningPage() {
  const { term } = useCatalogue()
  const list = useRows('/api/orders/unit/approve', {})
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const batch = useBatch(setTicked)
  const { rows } = list
  const chosen = rows.filter((row) => ticked.has(rowKey(row)))
  const tick = (key: string) => {
    const next = new Set(ticked)
    if (!next.delete(key)) next.add(key)
    setTicked(next)
  }
  return (
    <div className="sg-page">
      <header className="sg-head">
        <h1>{term('page.signing', '签批')}</h1>
        <span>{list.isPending ? '' : rows.length === 0 ? '' : `${rows.length} 件待签批`}</span>
      </header>
      <div className="sg-scroll">
        {list.isPending && <LoadingRows rows={4} bars={[60, 30]} />}
        {list.error && <ErrorLine {...errorLine(list.error)} />}
        {list.isSuccess && rows.length === 0 && <Empty why="没有待签批的答复。" />}
        <ul className="sg-cards">
          {rows.map((row) => (
            <SignCard
              key={rowKey(row)}
              row={row}
              ticked={ticked.has(rowKey(row))}
              busy={batch.busy}
              onTick={() => tick(rowKey(row))}
              onSend={(input) => batch.send('approve', [row], input)}
            />
          ))}
        </ul>
        {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>再列一些</Button>}
      </div>
      {batch.error && <ErrorLine {...batch.error} />}
      <BatchBar count={chosen.length} onClear={() => setTicked(new Set())} refused={batch.refused}>
        <Button onClick={() => printSheets('approval', chosen)}>打印审批单</Button>
        <Button type="primary" disabled={batch.busy} onClick={() => void batch.send('approve', chosen, { pass: true, sealed: true })}>
          同意并用印 {chosen.length} 件
        </Button>
      </BatchBar>
    </div>
  )
}
