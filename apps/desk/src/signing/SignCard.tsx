import { ClockBadge, ErrorLine, Go, LoadingRows } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { refusalLine } from '../api.ts'
import { rowBadge } from '../clock.ts'
import { useOrderBeside } from '../dispatch/view.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { Cited } from '../order/files/Cited.tsx'
import { CommandForm } from '../order/forms/CommandForm.tsx'
import { approveForm } from '../order/forms/ofLevel.ts'
import type { OrderAnswer } from '../order/types.ts'
import { useCatalogue } from '../session.tsx'
import { momentText, useNow } from '../time.ts'
import { orderHref, useGo } from '../where.ts'
import { RESOLUTION_WORDS, ROLE_WORDS } from '../words.ts'
import type { UnitRow } from '../unit/rows.ts'

interface SignCardProps {
  row: UnitRow
  ticked: boolean
  busy: boolean
  onTick: () => void
  onSend: (input: object) => Promise<void>
}

/** One answer to sign: what was asked, what the person will read, what is kept inside. */
export function SignCard({ row, ticked, busy, onTick, onSend }: SignCardProps) {
  const { data: order, error } = useOrderBeside(row.id)
  const { categoryName } = useCatalogue()
  const now = useNow()
  const go = useGo()
  const badge = rowBadge(row, now)
  const may = order?.open.some(({ command, assignment }) => command === 'approve' && assignment === row.no) ?? false
  const barred = order?.barred.find(({ command, assignment }) => command === 'approve' && assignment === row.no)
  const share = order?.state.assignments.find(({ no }) => no === row.no)
  const isPaper = share?.signing === 'paper'
  return (
    <li className={ticked ? 'sg-card sg-ticked' : 'sg-card'}>
      <header>
        {may && !isPaper && (
          <label className="dk-tick">
            <input type="checkbox" aria-label={`选中 ${row.number}`} checked={ticked} onChange={onTick} />
          </label>
        )}
        <div>
          <h2>
            <Go href={orderHref(row.id)} onGo={go}>
              {row.title}
            </Go>
          </h2>
          <p>
            {row.number} · {categoryName(row.category)} · {ROLE_WORDS[row.role]}
            {row.confidential && ' · 保密'}
          </p>
        </div>
        {badge && (
          <ClockBadge level={badge.level} used={badge.used}>
            {badge.text}
          </ClockBadge>
        )}
      </header>
      {error && <ErrorLine what="没有取到内容，请稍后再看。" />}
      {!order && !error && <LoadingRows rows={3} bars={[80]} />}
      {order && <Content order={order} no={row.no} />}
      {barred && <ErrorLine tone="note" {...refusalLine(barred.refusal)} code={undefined} />}
      {order && may && (isPaper ? <Paper order={order} row={row} /> : <Decide busy={busy} onSend={onSend} />)}
    </li>
  )
}

function Content({ order, no }: { order: OrderAnswer; no: number }) {
  const words = useCatalogue()
  const reply = order.state.assignments.find((one) => one.no === no)?.replies.at(-1)
  const [member] = order.members
  if (!reply) return null
  const reason = reply.unsolvedReason && words.reasonName('unsolved', reply.unsolvedReason)
  return (
    <dl className="sg-texts">
      <div>
        <dt>诉求{order.members.length > 1 && `（${order.members.length} 件，首件）`}</dt>
        <dd>{member?.content ?? order.state.content}</dd>
      </div>
      <div className="sg-main">
        <dt>答复诉求人</dt>
        <dd>{reply.public}</dd>
      </div>
      <div>
        <dt>办理情况（内部）</dt>
        <dd>{reply.internal}</dd>
      </div>
      {reply.plan && (
        <div>
          <dt>重办方案</dt>
          <dd>{reply.plan}</dd>
        </div>
      )}
      {reply.attachments && reply.attachments.length > 0 && (
        <div>
          <dt>附件</dt>
          <dd>
            <Cited order={order.id} ids={reply.attachments} />
          </dd>
        </div>
      )}
      <div>
        <dt>结果</dt>
        <dd className="hy-second">
          {reply.isTrue ? '属实' : '不属实'} · {RESOLUTION_WORDS[reply.solved]}
          {reason && `（${reason}）`} · {reply.by} {momentText(reply.at)} 拟写
        </dd>
      </div>
    </dl>
  )
}

/** 同意 with the seal, or back with what is to be changed. */
function Decide({ busy, onSend }: Pick<SignCardProps, 'busy' | 'onSend'>) {
  const [declining, setDeclining] = useState(false)
  const [why, setWhy] = useState('')
  if (declining) {
    return (
      <form
        className="sg-decline"
        onSubmit={(event) => {
          event.preventDefault()
          if (why.trim()) void onSend({ pass: false, why: why.trim() })
        }}
      >
        <textarea
          className="hy-input"
          rows={3}
          maxLength={500}
          aria-label="要改什么"
          placeholder="要改什么"
          autoFocus
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="sg-do">
          <Button onClick={() => setDeclining(false)}>返回</Button>
          <Button type="primary" htmlType="submit" disabled={busy || !why.trim()}>
            退回修改
          </Button>
        </div>
      </form>
    )
  }
  return (
    <div className="sg-do">
      <Button disabled={busy} onClick={() => setDeclining(true)}>
        退回修改
      </Button>
      <Button type="primary" disabled={busy} onClick={() => void onSend({ pass: true, sealed: true })}>
        同意并用印
      </Button>
    </div>
  )
}

/** Signed on paper: the scan of the 审批单 goes with it. */
function Paper({ order, row }: { order: OrderAnswer; row: UnitRow }) {
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const done = () =>
    Promise.all([client.invalidateQueries({ queryKey: ['orders'] }), client.invalidateQueries({ queryKey: ['order', row.id] })])
  return (
    <div className="sg-do">
      <span className="hy-second">纸质签批，须附扫描件</span>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记签批
      </Button>
      {open && (
        <Dialog title="签批" note={row.number} wide onClose={() => setOpen(false)}>
          <CommandForm
            order={order}
            offers={[{ command: 'approve', button: '签批', assignment: row.no }]}
            command="approve"
            button="签批"
            spec={approveForm}
            onDone={done}
            onClose={() => setOpen(false)}
          />
        </Dialog>
      )}
    </div>
  )
}
