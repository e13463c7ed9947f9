import { countText, ErrorLine } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine, get } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { type ReportColumn, ReportTable } from './ReportTable.tsx'
import type { NetworkReport, UnitNetwork } from './types.ts'
import { Whole } from './Whole.tsx'

type Show = 'all' | 'incomplete' | 'complete'
const SHOWN: readonly [Show, string][] = [
  ['all', '全部单位'],
  ['incomplete', '尚不完整'],
  ['complete', '已完整'],
]

/** 承办网络: who is there in each unit to sign and to handle. */
export function NetworkTab() {
  const { data, error, isPending } = useQuery({
    queryKey: ['network'],
    queryFn: ({ signal }) => get<NetworkReport>('/api/orders/network', undefined, signal),
  })
  const [show, setShow] = useState<Show>('all')
  const { unitShort } = useCatalogue()
  const rows = data?.units.filter(({ complete }) => show === 'all' || complete === (show === 'complete'))
  const lacks = (row: UnitNetwork) => (data ? missing(row, data.required) : '')
  const columns: ReportColumn<UnitNetwork>[] = [
    { key: 'unit', title: '承办单位', text: ({ name }) => name, cell: ({ name }) => <span title={name}>{name}</span> },
    {
      key: 'phone',
      title: '值班电话',
      width: 152,
      quiet: true,
      text: ({ dutyPhone = '' }) => dutyPhone,
      cell: ({ dutyPhone }) => dutyPhone ?? '未登记',
    },
    counted('leaders', '分管领导（人）', ({ leaders }) => leaders),
    counted('handlers', '承办人（人）', ({ handlers }) => handlers),
    {
      key: 'state',
      title: '承办网络',
      width: 264,
      value: ({ complete }) => Number(complete),
      text: lacks,
      cell: lacks,
    },
  ]
  return (
    <>
      {data && (
        <Whole rates={[data.complete]}>
          {`每个单位须有分管领导 ${data.required.leaders} 名、承办人 ${data.required.handlers} 名以上；${
            data.blocks ? '不完整的单位不能派单。' : '不完整的只提醒补录，不影响派单。'
          }人员由本单位管理员或系统管理员在“系统管理”登记。`}
        </Whole>
      )}
      {error && data && <ErrorLine {...errorLine(error)} />}
      <div className="rp-list">
        <ReportTable
          label="各单位承办网络"
          file="承办网络"
          columns={columns}
          rows={rows}
          rowKey={({ unit }) => unit}
          rowLabel={({ unit, name }) => `${name} ${unitShort(unit)}`}
          find="查找承办单位"
          loading={isPending}
          error={error && !data ? errorLine(error) : undefined}
          empty={show === 'complete' ? '还没有承办网络完整的单位。' : '各单位的承办网络都已完整。'}
          narrow={
            <select
              className="hy-input bu-state"
              aria-label="承办网络"
              value={show}
              onChange={({ target }) => setShow(SHOWN.find(([code]) => code === target.value)?.[0] ?? 'all')}
            >
              {SHOWN.map(([code, word]) => (
                <option key={code} value={code}>
                  {word}
                </option>
              ))}
            </select>
          }
        />
      </div>
    </>
  )
}

function missing({ complete, leaders, handlers }: UnitNetwork, required: NetworkReport['required']): string {
  if (complete) return '完整'
  return [
    leaders < required.leaders && `缺分管领导 ${required.leaders - leaders} 名`,
    handlers < required.handlers && `缺承办人 ${required.handlers - handlers} 名`,
  ]
    .filter(Boolean)
    .join('，')
}

const counted = (key: string, title: string, value: (row: UnitNetwork) => number): ReportColumn<UnitNetwork> => ({
  key,
  title,
  width: 136,
  right: true,
  value,
  text: (row) => String(value(row)),
  cell: (row) => countText(value(row)),
})
