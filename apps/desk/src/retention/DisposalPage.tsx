import '../business/business.css'
import { DISPOSAL_STAGES } from '@huying/core/disposal/disposal'
import { DISPOSED } from '@huying/core/disposal/kinds'
import { type Column, countText, DataTable, Empty, ErrorLine, Go, LoadingRows } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { Export } from '../export/Export.tsx'
import { AskForm } from '../form/AskForm.tsx'
import { plain, YES } from '../form/fields.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { fullText } from '../time.ts'
import { to, useGo, useWhereId } from '../where.ts'
import { useDisposal, useItems, useKeepingAct } from './queries.ts'
import { resultText } from './RetentionTab.tsx'
import type { DisposalView, ItemLine } from './types.ts'

const OUTCOME_WORDS = { erased: '已清理', preserved: '保全，未清理', moved: '已有变化，未清理' } as const
const FILTER_WORDS = { left: '未处理', held: '保全中', ...OUTCOME_WORDS }

/** 一次到期清理: what is due, row by row; approved by another; how far it is. */
export function DisposalPage() {
  const id = useWhereId()
  const { data, error } = useDisposal(id)
  if (error) return <ErrorLine {...errorLine(error)} />
  if (!data) return <LoadingRows rows={8} />
  return (
    <div className="bu-page">
      <Head disposal={data} />
      <Rows disposal={data} />
    </div>
  )
}

function Head({ disposal }: { disposal: DisposalView }) {
  const go = useGo()
  const keep = useKeepingAct()
  const [ruling, setRuling] = useState(false)
  const { state, open, barred, progress, held } = disposal
  const may = (command: string) => open.some((one) => one.command === command)
  const why = barred.find(({ command }) => command === 'rule')?.refusal.message
  return (
    <>
      <div className="bu-bar">
        <Go href={to('/business', { tab: 'retention' })} onGo={go} className="hy-link">
          保存期限
        </Go>
        <h1 className="bu-title">到期清理</h1>
        <span>{DISPOSAL_STAGES[state.stage]}</span>
        <span className="hy-second">
          {fullText(state.askedAt)} {state.askedBy.name}试算
        </span>
        <span className="bu-end bu-do">
          {why && <span className="hy-second">{why}</span>}
          {may('cancel') && <Button onClick={() => void keep(`disposals/${disposal.id}/cancel`)}>撤销</Button>}
          {may('rule') && (
            <Button type="primary" onClick={() => setRuling(true)}>
              审批
            </Button>
          )}
        </span>
      </div>
      <div className="bu-bar">
        {state.parts.map(({ kind, keep: term }) => (
          <span key={kind}>
            {DISPOSED[kind].label}（{term} {DISPOSED[kind].per}）<b>{state.counts ? countText(state.counts[kind] ?? 0) : '…'}</b> 件
          </span>
        ))}
        {held > 0 && <span>其中保全 {countText(held)} 件，不会清理</span>}
        {state.ruled && (
          <span className="hy-second">
            {fullText(state.ruled.at)} {state.ruled.by}
            {state.ruled.pass ? '同意清理' : '不同意'}
            {state.ruled.note && `：${state.ruled.note}`}
          </span>
        )}
        {(state.stage === 'approved' || state.result) && <b role="status">{resultText({ result: state.result, progress })}</b>}
        {state.stage === 'approved' && <progress max={progress.left + done(progress)} value={done(progress)} aria-label="清理进度" />}
        {state.stage === 'stopped' && <span role="alert">清单与审批时不一致，已中止，请告知审计管理员后重新试算</span>}
      </div>
      {ruling && (
        <Dialog title="审批到期清理" wide onClose={() => setRuling(false)}>
          <RuleForm disposal={disposal} onClose={() => setRuling(false)} />
        </Dialog>
      )}
    </>
  )
}

const done = ({ erased, preserved, moved }: DisposalView['progress']) => erased + preserved + moved

function RuleForm({ disposal: { id, state, held }, onClose }: { disposal: DisposalView; onClose: () => void }) {
  const keep = useKeepingAct()
  const total = Object.values(state.counts ?? {}).reduce((sum, n) => sum + n, 0)
  return (
    <AskForm
      asks={[
        {
          key: 'pass',
          label: '审批意见',
          kind: 'choice',
          required: true,
          options: plain({ [YES]: '同意清理（不能恢复）', no: '不同意' }),
        },
        { key: 'note', label: '说明', kind: 'area', rows: 3, max: 500, hint: '不同意的必须写明理由' },
      ]}
      button="提交审批"
      danger
      onClose={onClose}
      send={async ({ pass, note }) => {
        await keep(`disposals/${id}/rule`, { pass: pass === YES, note })
        onClose()
      }}
    >
      <p className="hy-second">
        共 {countText(total)} 件{held > 0 && `，其中保全 ${countText(held)} 件不清理`}
        。同意后在后台逐件永久删除，不能恢复；审计链和已公布的数字不变。
      </p>
    </AskForm>
  )
}

function Rows({ disposal: { id, state } }: { disposal: DisposalView }) {
  const [query, setQuery] = useState<{ q: string; kind: string; outcome: string }>({ q: '', kind: '', outcome: '' })
  const asked = Object.fromEntries(Object.entries(query).flatMap(([key, value]) => (value.trim() ? [[key, value.trim()]] : [])))
  const list = useItems(id, asked, state.stage === 'approved')
  const go = useGo()
  const columns: Column<ItemLine>[] = [
    { key: 'kind', title: '种类', width: 260, cell: (row) => DISPOSED[row.kind].label },
    { key: 'number', title: '编号', width: 160, cell: (row) => row.number ?? '—' },
    { key: 'ended', title: '起算时间', width: 220, quiet: true, cell: (row) => fullText(row.endedAt) },
    { key: 'held', title: '保全', width: 120, cell: (row) => (row.held ? '保全中' : '') },
    { key: 'outcome', title: '结果', cell: (row) => (row.outcome ? OUTCOME_WORDS[row.outcome] : '') },
    { key: 'done', title: '处理时间', width: 220, quiet: true, cell: (row) => (row.doneAt === null ? '' : fullText(row.doneAt)) },
  ]
  return (
    <>
      <div className="bu-bar">
        <input
          className="hy-input bu-find"
          type="search"
          aria-label="查找编号"
          placeholder="编号"
          value={query.q}
          onChange={({ target }) => setQuery({ ...query, q: target.value })}
        />
        <select
          className="hy-input bu-state"
          aria-label="种类"
          value={query.kind}
          onChange={({ target }) => setQuery({ ...query, kind: target.value })}
        >
          <option value="">种类：不限</option>
          {state.parts.map(({ kind }) => (
            <option key={kind} value={kind}>
              {DISPOSED[kind].label}
            </option>
          ))}
        </select>
        <select
          className="hy-input bu-state"
          aria-label="结果"
          value={query.outcome}
          onChange={({ target }) => setQuery({ ...query, outcome: target.value })}
        >
          <option value="">结果：不限</option>
          {Object.entries(FILTER_WORDS).map(([code, label]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
        <span className="bu-end">
          <Export kind="disposals" query={{ ...asked, disposal: id }} />
        </span>
      </div>
      <DataTable
        label="到期清理清单"
        columns={columns}
        rows={list.data?.pages.flatMap(({ rows }) => rows)}
        rowKey={(row) => `${row.kind} ${row.id}`}
        rowLabel={(row) => row.number ?? DISPOSED[row.kind].label}
        onOpen={({ kind, id: request }) => kind !== 'messages' && kind !== 'drafts' && go(to(`/requests/${request}`))}
        loading={list.isPending}
        error={list.error ? errorLine(list.error) : undefined}
        empty={<Empty why={state.stage === 'listing' ? '正在列出到期的记录。' : '没有相符的记录。'} />}
      />
      {list.hasNextPage && (
        <div className="bu-bar">
          <Button onClick={() => void list.fetchNextPage()}>再显示一页</Button>
        </div>
      )}
    </>
  )
}
