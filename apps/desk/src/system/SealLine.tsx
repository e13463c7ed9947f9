import { countText, ErrorLine } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '../act.ts'
import { errorLine, get, post } from '../api.ts'
import { fullText } from '../time.ts'

interface Sealed {
  sealed: number
  last?: { endedAt: number; upto: number; found: number; findings: { message: string }[] }
  wholeAt?: number
  running?: { progress: { done?: number; total?: number } }
  failed?: string
}

const KEY = ['audit-seal']
/** Milliseconds between two looks: while a run is under way, and otherwise. */
const SOON = 2000
const NOW_AND_THEN = 30_000

/** 审计校验, in one line: whether the record is as it was written, and what is not. */
export function SealLine() {
  const client = useQueryClient()
  const sealed = useQuery({
    queryKey: KEY,
    queryFn: () => get<Sealed>('/api/audit/seal'),
    refetchInterval: ({ state }) => (state.data?.running ? SOON : NOW_AND_THEN),
  })
  const [open, setOpen] = useState(false)
  const { busy, error, run } = useAct()
  if (sealed.error) return <ErrorLine {...errorLine(sealed.error)} />
  const { data } = sealed
  if (!data) return null
  const found = data.last?.found ?? 0
  const start = () => void run(() => post('/api/audit/seal/verify', {}).then(() => client.invalidateQueries({ queryKey: KEY })))
  return (
    <section className={found ? 'bu-seal bu-seal-red' : 'bu-seal'} aria-label="审计校验">
      <div className="bu-bar">
        <span role={found ? 'alert' : 'status'}>{lineOf(data)}</span>
        {found > 0 && (
          <Button size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
            {open ? '收起清单' : '查看清单'}
          </Button>
        )}
        <Button size="small" disabled={busy || data.running !== undefined} onClick={start}>
          立即全面校验
        </Button>
      </div>
      {error && <ErrorLine {...error} />}
      {open && found > 0 && (
        <ol className="bu-seal-list">
          {data.last?.findings.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
          {found > (data.last?.findings.length ?? 0) && <li>……共 {found} 处</li>}
        </ol>
      )}
    </section>
  )
}

function lineOf({ sealed, last, wholeAt, running, failed }: Sealed): string {
  const upto = `已封存至第 ${sealed} 号`
  if (running) {
    const { done = 0, total = 0 } = running.progress
    if (!done) return `审计校验：正在读取记录，尚未开始逐条核对；${upto}`
    return `审计校验：正在核对，已核对 ${countText(done)} 条${total ? `（约 ${Math.min(99, Math.floor((100 * done) / total))}%）` : ''}；${upto}`
  }
  if (last?.found) return `审计校验：发现 ${last.found} 处不符（${upto}，${fullText(last.endedAt)} 校验）`
  if (failed) return `审计校验：${failed}（${upto}）`
  if (!last) return `审计校验：尚未校验（${upto}）`
  return `审计校验：正常（${upto}，上次${wholeAt === last.endedAt ? '全面' : ''}校验 ${fullText(last.endedAt)}${wholeAt && wholeAt !== last.endedAt ? `，上次全面校验 ${fullText(wholeAt)}` : ''}）`
}
