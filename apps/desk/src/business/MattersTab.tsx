import { type Column, DataTable, Empty } from '@huying/ui'
import { useState } from 'react'
import { errorLine, post, ruleText } from '../api.ts'
import type { Catalogue } from '../catalogue.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { ASSUMED, type DutyRow, type MatterRow } from './types.ts'
import { useBusiness } from './useBusiness.ts'

const whoOf =
  ({ placeName }: Pick<Catalogue, 'placeName'>) =>
  ({ unitName, county, gap, region }: DutyRow): string =>
    gap ? '暂无承办单位' : county ? '事发地区县' : `${unitName ?? ''}${region ? `（${placeName(region)}）` : ''}`

/** 事项: who answers for it and how long that may take; changing the unit is a form of two fields and a basis. */
export function MattersTab() {
  const matters = useBusiness<{ rows: MatterRow[] }>('matters')
  const { may } = useSession()
  const words = useCatalogue()
  const who = whoOf(words)
  const [q, setQ] = useState('')
  const [open, setOpen] = useState<MatterRow>()
  const rows = (matters.data?.rows ?? []).filter(
    ({ name, group, words: said, duties }) =>
      !q || [name, group, ...said, ...duties.map(({ unitName }) => unitName ?? '')].some((text) => text.includes(q)),
  )
  const columns: Column<MatterRow>[] = [
    {
      key: 'name',
      title: '事项',
      cell: (row) => (
        <span title={row.words.length > 0 ? `群众说法：${row.words.join('、')}` : undefined}>
          <span className="hy-mute">{row.group && `${row.group} › `}</span>
          {row.name}
          {row.assumed && <span className="hy-mute"> {ASSUMED}</span>}
        </span>
      ),
    },
    {
      key: 'unit',
      title: '承办',
      width: 240,
      cell: ({ duties }) => {
        const text = duties.map(who).join('；')
        return duties.length > 0 ? <span title={text}>{text}</span> : <span className="hy-mute">没有职责条目</span>
      },
    },
    {
      key: 'basis',
      title: '依据',
      width: 260,
      quiet: true,
      cell: ({ duties }) => {
        const first = duties[0]
        const text = first ? (first.clause ?? ruleText(first.source, first.assumed) ?? (first.assumed ? ASSUMED : '')) : ''
        return <span title={text}>{text}</span>
      },
    },
    {
      key: 'deadline',
      title: '办结时限',
      width: 176,
      cell: ({ deadline }) =>
        deadline && (
          <span title={`${deadline.label}　${ruleText(deadline.source, deadline.assumed) ?? ''}`}>
            {deadline.text}
            {deadline.assumed && <span className="hy-mute"> {ASSUMED}</span>}
          </span>
        ),
    },
    ...(may.includes('pack.edit')
      ? [
          {
            key: 'do',
            title: '',
            width: 96,
            cell: (row: MatterRow) => (
              <button type="button" className="hy-link" onClick={() => setOpen(row)}>
                改承办单位
              </button>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <div className="bu-bar">
        <input
          className="hy-input bu-find"
          type="search"
          aria-label="查找事项"
          placeholder="事项、群众说法或单位"
          value={q}
          onChange={(event) => setQ(event.target.value.trim())}
        />
        <span className="hy-second">{rows.length} 个事项；时限为一般诉求、主办单位的办结时限</span>
      </div>
      <DataTable
        label="事项"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.code}
        rowLabel={(row) => row.name}
        loading={matters.isPending}
        error={matters.error ? errorLine(matters.error) : undefined}
        empty={<Empty why="没有这样的事项。" />}
      />
      {open && (
        <Dialog title="改承办单位" note={open.name} onClose={() => setOpen(undefined)}>
          <AskForm
            asks={[
              { key: 'unit', label: '承办单位', kind: 'pick', required: true, options: words.units },
              { key: 'clause', label: '依据', kind: 'line', required: true, max: 200, hint: '三定方案或文件条款' },
            ]}
            button="改由该单位承办"
            onClose={() => setOpen(undefined)}
            send={async (given) => {
              await post('/api/business/duties', { category: open.code, ...given })
              setOpen(undefined)
              await matters.changed()
            }}
          >
            <p>
              现在：<b>{open.duties.map(who).join('；') || '没有职责条目'}</b>
            </p>
            <p className="hy-second">保存后发布为新版机制配置，今日起登记的诉求按新条目建议；已派出的不变。</p>
          </AskForm>
        </Dialog>
      )}
    </>
  )
}
