import { HOLD_ON, HOLD_STAGES } from '@huying/core/hold/hold'
import { type Column, DataTable, Empty } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { type Ask, plain, YES } from '../form/fields.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { fullText } from '../time.ts'
import { orderHref, to, useGo } from '../where.ts'
import { useHolds, useKeepingAct } from './queries.ts'
import type { HoldLine } from './types.ts'

type Act = 'place' | 'ask_lift' | 'rule_lift'
const WHAT: Readonly<Record<string, string>> = { ask_lift: '申请解除', rule_lift: '审批解除' }

const targetOf = ({ on, number, person }: HoldLine) => `${HOLD_ON[on]} ${number ?? person ?? ''}`

/** 保全: what may not be erased, by whose order, since when; placed by one, lifted by two. */
export function HoldsTab() {
  const [q, setQ] = useState('')
  const [stage, setStage] = useState('')
  const [act, setAct] = useState<{ act: Act; hold?: HoldLine }>()
  const list = useHolds(q.trim(), stage)
  const go = useGo()
  const [first] = list.data?.pages ?? []
  const columns: Column<HoldLine>[] = [
    { key: 'what', title: '保全对象', width: 180, cell: (row) => targetOf(row) },
    { key: 'document', title: '依据文件', width: 260, cell: (row) => <span title={row.document}>{row.document}</span> },
    { key: 'why', title: '原因', cell: (row) => <span title={row.why}>{row.why}</span> },
    { key: 'placed', title: '登记', width: 230, quiet: true, cell: (row) => `${fullText(row.placedAt)} ${row.placedBy}` },
    { key: 'stage', title: '状态', width: 110, cell: (row) => HOLD_STAGES[row.stage] },
    { key: 'then', title: '解除', width: 230, quiet: true, cell: (row) => <span title={row.lift?.why}>{liftOf(row)}</span> },
    {
      key: 'do',
      title: '',
      width: 90,
      cell: (row) =>
        row.open.map((command) => (
          <button key={command} type="button" className="hy-link" onClick={() => setAct({ act: command as Act, hold: row })}>
            {WHAT[command]}
          </button>
        )),
    },
  ]
  return (
    <>
      <div className="bu-bar">
        <input
          className="hy-input bu-find"
          type="search"
          aria-label="查找保全"
          placeholder="编号或依据文件"
          value={q}
          onChange={({ target }) => setQ(target.value)}
        />
        <select className="hy-input bu-state" aria-label="状态" value={stage} onChange={({ target }) => setStage(target.value)}>
          <option value="">状态：不限</option>
          {Object.entries(HOLD_STAGES).map(([code, label]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
        <span className="hy-second">保全期间，到期清理、删除个人信息、删除附件一律不执行</span>
        {first?.mayPlace && (
          <Button type="primary" className="bu-end" onClick={() => setAct({ act: 'place' })}>
            登记保全
          </Button>
        )}
      </div>
      <DataTable
        label="保全"
        columns={columns}
        rows={list.data?.pages.flatMap(({ rows }) => rows)}
        rowKey={(row) => row.id}
        rowLabel={targetOf}
        onOpen={({ on, stream }) => stream && go(on === 'order' ? orderHref(stream) : to(`/requests/${stream}`))}
        loading={list.isPending}
        error={list.error ? errorLine(list.error) : undefined}
        empty={<Empty why={q || stage ? '没有相符的保全。' : '没有登记过保全。'} />}
      />
      {list.hasNextPage && (
        <div className="bu-bar">
          <Button onClick={() => void list.fetchNextPage()}>再显示一页</Button>
        </div>
      )}
      {act && <HoldDialog {...act} onClose={() => setAct(undefined)} />}
    </>
  )
}

function liftOf({ lift, lifted }: HoldLine): string {
  if (lifted) return `${fullText(lifted.at)} ${lifted.by}`
  return lift ? `${lift.by}申请，待另一人审批` : ''
}

const PLACE: readonly Ask[] = [
  { key: 'on', label: '保全对象', kind: 'choice', required: true, options: plain(HOLD_ON) },
  { key: 'number', label: '编号', kind: 'line', max: 20, required: true, shown: ({ on }) => on !== 'person', hint: '如 241105-0001' },
  {
    key: 'person',
    label: '诉求人号码',
    kind: 'line',
    max: 30,
    required: true,
    shown: ({ on }) => on === 'person',
    hint: '该号码名下现有和以后的诉求都不能删除；号码密封保存',
  },
  { key: 'document', label: '依据文件', kind: 'line', max: 120, required: true, hint: '名称和文号' },
  { key: 'why', label: '保全原因', kind: 'area', rows: 3, max: 500, required: true },
]
const LIFT: readonly Ask[] = [{ key: 'why', label: '解除原因', kind: 'area', rows: 3, max: 500, required: true }]
const RULE: readonly Ask[] = [
  { key: 'pass', label: '审批意见', kind: 'choice', required: true, options: plain({ [YES]: '同意解除', no: '不同意' }) },
  { key: 'note', label: '说明', kind: 'area', rows: 3, max: 500, hint: '不同意的必须写明理由' },
]
const FORMS = {
  place: { title: '登记保全', asks: PLACE, initial: { on: 'order' }, button: '登记保全' },
  ask_lift: { title: '申请解除保全', asks: LIFT, initial: {}, button: '申请解除' },
  rule_lift: { title: '审批解除保全', asks: RULE, initial: {}, button: '提交审批' },
} as const

function HoldDialog({ act, hold, onClose }: { act: Act; hold?: HoldLine; onClose: () => void }) {
  const keep = useKeepingAct()
  const { title, asks, initial, button } = FORMS[act]
  return (
    <Dialog title={title} wide onClose={onClose}>
      <AskForm
        asks={asks}
        initial={initial}
        button={button}
        onClose={onClose}
        send={async ({ pass, ...given }) => {
          await keep(hold ? `holds/${hold.id}/${act}` : 'holds', pass === undefined ? given : { ...given, pass: pass === YES })
          onClose()
        }}
      >
        {hold && (
          <p className="hy-second">
            {targetOf(hold)}，依据{hold.document}。{hold.lift && `${hold.lift.by}申请解除：${hold.lift.why ?? ''}`}
          </p>
        )}
      </AskForm>
    </Dialog>
  )
}
