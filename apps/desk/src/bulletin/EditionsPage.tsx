import './bulletin.css'
import { type EditionPeriod, periodsOver, periodWords } from '@huying/core/bulletin/period'
import { EDITION_WORDS } from '@huying/core/bulletin/words'
import { countText, Empty, ErrorLine, Go, LoadingRows } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import type { Ask, Values } from '../form/fields.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { fullText, isoDay, nowMs } from '../time.ts'
import { to, useGo } from '../where.ts'
import { useEditions } from './queries.ts'
import type { EditionLine, EditionList } from './types.ts'

/** 通报: every edition there is, the newest period first; the old ones stay readable. */
export function EditionsPage() {
  const list = useEditions()
  const [closing, setClosing] = useState(false)
  const go = useGo()
  if (list.error) return <ErrorLine {...errorLine(list.error)} />
  if (!list.data) return <LoadingRows rows={4} />
  const { rows, mayClose } = list.data
  return (
    <div className="bt-page">
      <div className="bt-bar">
        <h1>通报</h1>
        <span className="hy-mute">关账把统计期内每一件的数据定格为一版；印发后的更正另出一版，原版照旧可查</span>
        {mayClose && (
          <Button type="primary" className="bt-end" onClick={() => setClosing(true)}>
            关账
          </Button>
        )}
      </div>
      <div className="bt-scroll">
        <table className="bt-table">
          <thead>
            <tr>
              <th scope="col">通报</th>
              <th scope="col">版次</th>
              <th scope="col">状态</th>
              <th scope="col">期号</th>
              <th scope="col">关账时间</th>
              <th scope="col">印发时间</th>
              <th scope="col" className="bt-right">
                明细
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Line key={row.id} row={row} onGo={go} />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && <Empty why={mayClose ? '还没有通报。统计期满后，按“关账”开始。' : '还没有通报。'} />}
      </div>
      {closing && (
        <Dialog title="关账" wide onClose={() => setClosing(false)}>
          <CloseForm kinds={list.data.kinds} rows={rows} onClose={() => setClosing(false)} />
        </Dialog>
      )}
    </div>
  )
}

function Line({ row, onGo }: { row: EditionLine; onGo: (href: string) => void }) {
  return (
    <tr>
      <th scope="row">
        <Go href={to(`/editions/${row.id}`)} onGo={onGo} className="hy-link">
          {row.title}
        </Go>
      </th>
      <td>第 {row.no} 版</td>
      <td>{EDITION_WORDS[row.stage]}</td>
      <td>{row.number ?? ''}</td>
      <td>{fullText(row.cutoff)}</td>
      <td>{row.issuedAt === undefined ? '' : fullText(row.issuedAt)}</td>
      <td className="bt-right">{row.facts === undefined ? '' : countText(row.facts)}</td>
    </tr>
  )
}

interface CloseFormProps {
  kinds: EditionList['kinds']
  rows: readonly EditionLine[]
  onClose: () => void
}

/** So many periods back can be chosen. */
const BACK = 24

function CloseForm({ kinds, rows, onClose }: CloseFormProps) {
  const today = isoDay(nowMs())
  const latest = (period: EditionPeriod) => (period === 'days' ? '' : (periodsOver(period, today, 1)[0] ?? ''))
  const [first] = kinds
  const initial = {
    kind: first?.code ?? '',
    ...Object.fromEntries(kinds.map(({ code, period }) => [`period.${code}`, latest(period)])),
  }
  const [values, setValues] = useState<Values>(initial)
  const client = useQueryClient()
  const go = useGo()
  const kind = kinds.find(({ code }) => code === values.kind) ?? first
  const key = `period.${kind?.code ?? ''}`
  const printed = rows.find((row) => row.kind === kind?.code && row.period === values[key] && row.stage === 'issued')
  return (
    <AskForm
      initial={initial}
      asks={[
        { key: 'kind', label: '通报种类', kind: 'choice', required: true, options: kinds.map((one) => ({ ...one, initials: '' })) },
        periodAsk(key, kind?.period ?? 'month', today),
        { key: 'cutoff', label: '关账时间', kind: 'moment', hint: cutoffHint(printed) },
        ...(printed ? [{ key: 'why', label: '更正原因', kind: 'area' as const, rows: 3, max: 500, required: true }] : []),
      ]}
      onChange={setValues}
      button={printed ? `关账（更正第 ${printed.no} 版）` : '关账'}
      onClose={onClose}
      send={async (given) => {
        const { kind: code, [key]: period, cutoff, why } = given
        const { id } = await post<{ id: string }>('/api/editions', { kind: code, period, cutoff, why })
        await client.invalidateQueries({ queryKey: ['editions'] })
        go(to(`/editions/${id}`))
      }}
    >
      <p className="hy-second">关账后逐件定格统计期内的来电、诉求和工单，并记下指纹；数据量大时需要几分钟，可以离开本页。</p>
    </AskForm>
  )
}

const cutoffHint = (printed: EditionLine | undefined) =>
  printed
    ? `不填则沿用第 ${printed.no} 版的关账时间 ${fullText(printed.cutoff)}；要计入此后的订正，填订正之后的时间`
    : '不填为此刻；此后的变动不进入本版'

/** Periods that are over, to choose from; any days are typed. */
function periodAsk(key: string, period: EditionPeriod, today: string): Ask {
  if (period === 'days')
    return { key, label: '起止日期', kind: 'line', required: true, max: 21, hint: '如 2024-11-01~2024-11-15；期满后才能关账' }
  const options = periodsOver(period, today, BACK).map((code) => ({ code, label: periodWords(code), initials: '' }))
  return { key, label: '统计期', kind: 'pick', required: true, options }
}
