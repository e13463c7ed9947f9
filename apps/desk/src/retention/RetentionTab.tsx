import { DISPOSAL_STAGES } from '@huying/core/disposal/disposal'
import { DISPOSED } from '@huying/core/disposal/kinds'
import { countText, Empty, ErrorLine, Go, LoadingRows } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { YES } from '../form/fields.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { fullText, isoDay } from '../time.ts'
import { to, useGo } from '../where.ts'
import { useDisposals, useKeepingAct, useTerms } from './queries.ts'
import type { DisposalLine, Term, Terms } from './types.ts'

/** 保存期限: how long each kind is kept and what happens then; what is due is tried, approved and carried out, and each time stays on record. */
export function RetentionTab() {
  const terms = useTerms()
  const disposals = useDisposals()
  const [asking, setAsking] = useState(false)
  const error = terms.error ?? disposals.error
  if (error) return <ErrorLine {...errorLine(error)} />
  if (!terms.data || !disposals.data) return <LoadingRows rows={8} />
  const { rows, mayAsk } = disposals.data
  return (
    <div className="bu-scroll">
      <TermTable {...terms.data} />
      <div className="bu-do bu-lead bu-again">
        <h2>到期清理</h2>
        <span className="hy-second">先试算列出，另一人审批后才在后台删除；保全的和重新办理的不删</span>
        {mayAsk && (
          <Button type="primary" onClick={() => setAsking(true)}>
            试算到期
          </Button>
        )}
      </div>
      {rows.length === 0 ? <Empty why="还没有做过到期清理。" /> : <DisposalTable rows={rows} />}
      {asking && (
        <Dialog title="试算到期" wide onClose={() => setAsking(false)}>
          <AskDialog terms={terms.data.terms} onClose={() => setAsking(false)} />
        </Dialog>
      )}
    </div>
  )
}

function TermTable({ terms, permanent }: Terms) {
  return (
    <table className="bu-table" aria-label="保存期限">
      <thead>
        <tr>
          <th scope="col">种类</th>
          <th scope="col">保存期限</th>
          <th scope="col">期满之后</th>
          <th scope="col">依据和说明</th>
        </tr>
      </thead>
      <tbody>
        {terms.map((term) => (
          <tr key={term.kind}>
            <td>{term.label}</td>
            <td className="bu-keep">
              {termText(term)}
              {term.assumed && <span className="hy-mute">〔默认，待确认〕</span>}
            </td>
            <td>{term.then}</td>
            <td>{term.note}</td>
          </tr>
        ))}
        {permanent.map(({ label, why }) => (
          <tr key={label}>
            <td>{label}</td>
            <td className="bu-keep">永久</td>
            <td>不删除</td>
            <td>{why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const termText = ({ keep, per, from }: Term) => (keep === undefined ? '未规定，不清理' : `自${from}起 ${keep} ${per}`)

function DisposalTable({ rows }: { rows: readonly DisposalLine[] }) {
  const go = useGo()
  return (
    <table className="bu-table" aria-label="到期清理">
      <thead>
        <tr>
          <th scope="col">试算时间</th>
          <th scope="col">试算人</th>
          <th scope="col">到期</th>
          <th scope="col">状态</th>
          <th scope="col">审批</th>
          <th scope="col">结果</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Go href={to(`/disposals/${row.id}`)} onGo={go} className="hy-link">
                {fullText(row.askedAt)}
              </Go>
            </td>
            <td>{row.askedBy}</td>
            <td>{partsText(row)}</td>
            <td>{DISPOSAL_STAGES[row.stage]}</td>
            <td>{row.ruledAt === undefined ? '' : `${fullText(row.ruledAt)} ${row.ruledBy ?? ''}`}</td>
            <td>{resultText(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const partsText = ({ parts, counts }: DisposalLine) =>
  parts.map(({ kind }) => `${DISPOSED[kind].label}${counts ? ` ${countText(counts[kind] ?? 0)} 件` : ''}`).join('，')

export function resultText({ result, progress }: Pick<DisposalLine, 'result' | 'progress'>): string {
  const so = result ?? progress
  if (!so) return ''
  const left = progress && !result ? progress.left : 0
  return [
    `已清理 ${countText(so.erased)} 件`,
    ...(so.preserved ? [`保全 ${countText(so.preserved)} 件`] : []),
    ...(so.moved ? [`已有变化 ${countText(so.moved)} 件`] : []),
    ...(left ? [`还有 ${countText(left)} 件`] : []),
  ].join('，')
}

function AskDialog({ terms, onClose }: { terms: readonly Term[]; onClose: () => void }) {
  const keep = useKeepingAct()
  const go = useGo()
  const set = terms.filter((term) => term.keep !== undefined)
  return (
    <AskForm
      asks={set.map(({ kind, label, from, before }) => ({ key: kind, label, kind: 'tick', hint: `${from}早于 ${isoDay(before ?? 0)}` }))}
      initial={Object.fromEntries(set.map(({ kind }) => [kind, YES]))}
      button="试算"
      onClose={onClose}
      send={async (_given, values) => {
        const { id } = await keep('disposals', { kinds: set.map(({ kind }) => kind).filter((kind) => values[kind] === YES) })
        go(to(`/disposals/${id}`))
      }}
    >
      <p className="hy-second">只列出，不删除任何内容。数量大时需要几分钟，可以离开本页。</p>
    </AskForm>
  )
}
