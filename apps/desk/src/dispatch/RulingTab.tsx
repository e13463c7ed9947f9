import { BatchBar, KeyCap } from '@huying/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useCatalogue } from '../session.tsx'
import { to } from '../where.ts'
import { askedIn, type Kind, RulingCase, WORDS } from './RulingCase.tsx'
import { useRule } from './useRule.ts'
import { fetchOrder, type OrderRow } from './view.ts'
import { Worklist } from './Worklist.tsx'

const keysOf = (kind: Kind) => [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['空格'], label: '选中' },
  { keys: ['Y'], label: `同意${WORDS[kind].short}` },
  { keys: ['N'], label: '不同意' },
  { keys: ['Enter'], label: '打开工单' },
]

/** 延期待审 and 暂停待审: agreed one by one or for all ticked, refused one by one with the reason. */
export function RulingTab({ kind }: { kind: Kind }) {
  const { list: tab, label, command, short } = WORDS[kind]
  const { unitShort } = useCatalogue()
  const client = useQueryClient()
  const [ticked, setTicked] = useState<Set<string>>(new Set())
  const rule = useRule(command)

  const grant = async (ids: readonly string[]) => {
    const views = await Promise.all(ids.map((id) => fetchOrder(client, id)))
    const items = views.flatMap((view) => {
      const asked = askedIn(view, kind)
      return asked
        ? [{ id: view.id, label: `${view.state.number} ${view.state.title}`, input: { assignment: asked.no, granted: true } }]
        : []
    })
    await rule.many(items, (done) => `已同意${short} ${done} 件`)
    setTicked(new Set())
  }
  return (
    <Worklist
      tab={tab}
      label={label}
      href={to('/dispatch', { tab })}
      keys={keysOf(kind)}
      empty={{ why: `没有待审的${short}申请。`, next: '承办单位申请后会出现在这里。' }}
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
            <Button type="primary" disabled={rule.busy} onClick={() => void grant([...ticked])}>
              同意{short} {chosen.length} 件<KeyCap>Y</KeyCap>
            </Button>
          </BatchBar>
        )
      }}
    >
      {(order) => (
        <RulingCase
          key={`${order.id} ${order.revision}`}
          kind={kind}
          order={order}
          rule={rule}
          onAgree={() => void grant(ticked.size > 0 ? [...ticked] : [order.id])}
        />
      )}
    </Worklist>
  )
}

/** 均为城管大队, where it is true. */
export function commonUnit(rows: readonly OrderRow[], unitShort: (code: string | null) => string): string | undefined {
  const units = new Set(rows.map(({ lead_unit: unit }) => unit))
  const [only] = units
  return units.size === 1 && only ? `均为${unitShort(only)}` : undefined
}
