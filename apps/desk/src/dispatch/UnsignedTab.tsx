import { type Column, DataTable, Empty, KeyCap, KeyLine, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { Export } from '../export/Export.tsx'
import { useCatalogue } from '../session.tsx'
import { leftText, useNow } from '../time.ts'
import { orderHref, useGo } from '../where.ts'
import { copyText } from './copy.ts'
import { orderColumns } from './columns.tsx'
import { ListFilters } from './ListFilters.tsx'
import { useReminders } from './reminders.ts'
import { useNarrowed } from './useNarrowed.ts'
import { UnsignedCase } from './UnsignedCase.tsx'
import { type OrderRow, useOrderBeside, useOrderList } from './view.ts'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['Shift', 'J'], label: '下一单位' },
  { keys: ['T'], label: '接通' },
  { keys: ['W'], label: '未接通' },
  { keys: ['C'], label: '复制催签名单' },
  { keys: ['U'], label: '改派' },
  { keys: ['Enter'], label: '打开工单' },
]

/** 催签: sent and past the time for signing, unit by unit, with the list to read out or to send. */
export function UnsignedTab() {
  const { narrowed, narrow, any, sort, onSort } = useNarrowed()
  const asked = { ...narrowed, sort: sort?.key, dir: sort?.order }
  const list = useOrderList('unsigned', asked)
  const words = useCatalogue()
  const now = useNow()
  const go = useGo()
  const [current, setCurrent] = useState<string>()
  const [said, setSaid] = useState<string>()
  const rows = list.data?.rows ?? []
  const groups = byUnit(rows)
  const here = rows.find(({ id }) => id === current) ?? groups[0]?.rows[0]
  const order = useOrderBeside(here?.id)
  const columns = orderColumns(words, now, go)
  const { callsOf, messagesOf } = useReminders()
  const late: Column<OrderRow> = {
    key: 'sign',
    title: '签收时限',
    width: 128,
    cell: ({ sign_due: by }) => (by === undefined ? '' : <b className="dp-late">{leftText(by, now)}</b>),
  }
  const called: Column<OrderRow> = {
    key: 'called',
    title: '已催',
    width: 64,
    quiet: true,
    cell: ({ id }) => (callsOf(id).length > 0 ? `${callsOf(id).length} 次` : '未催'),
  }
  const texted: Column<OrderRow> = {
    key: 'texted',
    title: '短信',
    width: 128,
    quiet: true,
    cell: ({ id }) => {
      const [latest] = messagesOf(id)
      return latest ? <span title={latest.why ?? latest.label}>{latest.label}</span> : '无'
    },
  }
  const shown = [columns.number, columns.title, late, called, texted, columns.due]

  const copy = async () => {
    const text = groups.map(({ unit, rows: mine }) => reminder(words.unitName(unit), mine)).join('\n\n')
    setSaid((await copyText(text)) ? `催签名单已复制，${rows.length} 件` : '浏览器不允许复制，请在列表中选取文字后复制')
  }
  useKeys({ C: () => (rows.length > 0 ? void copy() : false) })
  return (
    <div className="dp-split">
      <div className="dp-list">
        <ListFilters value={narrowed} onChange={narrow}>
          <Export kind="orders" query={{ list: 'unsigned', ...asked }} />
        </ListFilters>
        <DataTable
          label="催签"
          columns={shown}
          groups={groups.map(({ unit, rows: mine }) => ({
            key: unit ?? '',
            title: words.unitShort(unit),
            count: mine.length,
            note: '超过签收时限，尚未签收',
            rows: mine,
          }))}
          rowKey={({ id }) => id}
          rowLabel={({ number, title }) => `${number} ${title}`}
          current={here?.id}
          onCurrent={setCurrent}
          sort={sort}
          onSort={onSort}
          onOpen={({ id }) => go(orderHref(id))}
          loading={list.isPending}
          error={list.error ? errorLine(list.error) : undefined}
          empty={
            rows.length > 0 || list.isPending ? undefined : any ? (
              <Empty why="没有符合条件的工单。" next="请放宽或清除筛选。" />
            ) : (
              <Empty why="没有超时未签收的工单。" next="超过签收时限后会出现在这里。" />
            )
          }
          foot={
            <>
              <p className="dp-said" role="status">
                {said ??
                  (list.data?.next === undefined
                    ? `${groups.length} 个单位，${rows.length} 件超时未签收`
                    : `只列出前 ${rows.length} 件，请用筛选缩小范围`)}
                <Button size="small" disabled={rows.length === 0} onClick={() => void copy()}>
                  复制催签名单
                  <KeyCap>C</KeyCap>
                </Button>
              </p>
              <KeyLine items={KEYS} note="输入时快捷键不生效" />
            </>
          }
        />
      </div>
      <aside className="dp-case" aria-label="未签收工单">
        {order.data && here && (
          <UnsignedCase
            key={`${order.data.id} ${order.data.revision}`}
            order={order.data}
            orders={rows.filter(({ lead_unit: unit }) => unit === here.lead_unit).map(({ id }) => id)}
            onSaid={setSaid}
          />
        )}
      </aside>
    </div>
  )
}

function byUnit(rows: readonly OrderRow[]): { unit: string | null; rows: OrderRow[] }[] {
  const found = new Map<string | null, OrderRow[]>()
  for (const row of rows) found.set(row.lead_unit, [...(found.get(row.lead_unit) ?? []), row])
  return [...found].map(([unit, mine]) => ({ unit, rows: mine })).sort((a, b) => b.rows.length - a.rows.length)
}

/** As it is sent to the unit's liaison. */
function reminder(unit: string, rows: readonly OrderRow[]): string {
  const lines = rows.map(({ number, title }, index) => `${index + 1}. ${number} ${title}`)
  return [`${unit}：`, `以下 ${rows.length} 件工单已超过签收时限，请尽快签收：`, ...lines].join('\n')
}
