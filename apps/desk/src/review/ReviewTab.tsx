import { BatchBar, KeyCap } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { ListFilters, type Narrowed } from '../dispatch/ListFilters.tsx'
import { commonUnit } from '../dispatch/RulingTab.tsx'
import { useRule } from '../dispatch/useRule.ts'
import { fetchOrder } from '../dispatch/view.ts'
import { Worklist } from '../dispatch/Worklist.tsx'
import { useCatalogue } from '../session.tsx'
import { to } from '../where.ts'
import { ReviewCase } from './ReviewCase.tsx'
import { submittedIn } from './submitted.ts'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['空格'], label: '选中' },
  { keys: ['Y'], label: '通过' },
  { keys: ['N'], label: '驳回' },
  { keys: ['Enter'], label: '打开工单' },
]

/** 待审核: read both texts, pass or send back; what was read can be passed together. */
export function ReviewTab() {
  const { unitShort } = useCatalogue()
  const client = useQueryClient()
  const [narrowed, setNarrowed] = useState<Narrowed>({})
  const [ticked, setTicked] = useState<Set<string>>(new Set())
  const rule = useRule('review')
  const pass = async (ids: readonly string[]) => {
    const views = await Promise.all(ids.map((id) => fetchOrder(client, id)))
    const items = views.flatMap((view) => {
      const lead = submittedIn(view)
      return lead ? [{ id: view.id, label: `${view.state.number} ${view.state.title}`, input: { assignment: lead.no, pass: true } }] : []
    })
    await rule.many(items, (done) => `已审核通过 ${done} 件`)
    setTicked(new Set())
  }
  return (
    <Worklist
      tab="review"
      params={{ ...narrowed }}
      label="待审核"
      href={to('/review')}
      keys={KEYS}
      empty={{ why: '没有待审核的答复。', next: '承办单位提交办结后会出现在这里。' }}
      head={<ListFilters value={narrowed} onChange={setNarrowed} />}
      columns={({ number, title, unit, matter }) => [number, title, unit, matter]}
      ticked={ticked}
      onTick={setTicked}
      batch={(rows) => {
        const chosen = rows.filter(({ id }) => ticked.has(id))
        return (
          <BatchBar
            count={chosen.length}
            common={commonUnit(chosen, unitShort)}
            onClear={() => setTicked(new Set())}
            refused={rule.refused && { ...rule.refused, onClose: rule.closeRefused }}
          >
            <Button type="primary" disabled={rule.busy} onClick={() => void pass([...ticked])}>
              通过 {chosen.length} 件<KeyCap>Y</KeyCap>
            </Button>
          </BatchBar>
        )
      }}
    >
      {(order) => (
        <ReviewCase
          key={`${order.id} ${order.revision}`}
          order={order}
          rule={rule}
          onPass={() => void pass(ticked.size > 0 ? [...ticked] : [order.id])}
        />
      )}
    </Worklist>
  )
}
