import { type Column, DataTable, Empty } from '@huying/ui'
import { useMemo, useState } from 'react'
import { errorLine, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { useSession } from '../session.tsx'
import { to, useGo } from '../where.ts'
import { ASSUMED, type UnitRow } from './types.ts'
import { useBusiness } from './useBusiness.ts'

const KINDS: Readonly<Record<string, string>> = {
  centre: '热线中心',
  county: '区县',
  bureau: '部门',
  town: '乡镇、街道',
  section: '科室、大队',
  company: '企业',
  village: '村、社区',
}

interface Placed extends UnitRow {
  depth: number
}

/** The tree, parents before their children. */
function inTree(rows: readonly UnitRow[], parent: string | undefined = undefined, depth = 0): Placed[] {
  return rows.filter((row) => row.parent === parent).flatMap((row) => [{ ...row, depth }, ...inTree(rows, row.code, depth + 1)])
}

/** 单位: the tree with the number on duty and the liaisons. */
export function UnitsTab() {
  const units = useBusiness<{ rows: UnitRow[] }>('units')
  const { may } = useSession()
  const go = useGo()
  const [q, setQ] = useState('')
  const [open, setOpen] = useState<UnitRow>()
  const placed = useMemo(() => inTree(units.data?.rows ?? []), [units.data])
  const rows = q ? placed.filter(({ name, short }) => name.includes(q) || short?.includes(q)) : placed
  const columns: Column<Placed>[] = [
    {
      key: 'name',
      title: '单位',
      cell: (row) => (
        <span style={{ paddingLeft: q ? 0 : row.depth * 20 }} title={row.name}>
          {row.name}
          {row.assumed && <span className="hy-mute"> {ASSUMED}</span>}
        </span>
      ),
    },
    { key: 'kind', title: '类别', width: 96, quiet: true, cell: (row) => KINDS[row.kind] ?? row.kind },
    { key: 'phone', title: '值班电话', width: 132, cell: (row) => row.dutyPhone ?? <span className="hy-mute">未填写</span> },
    {
      key: 'liaison',
      title: '联络员',
      width: 260,
      cell: (row) =>
        row.liaisons.length > 0 ? (
          <span title={row.liaisons.map(({ name, phone }) => `${name} ${phone ?? ''}`).join('、')}>
            {row.liaisons.map(({ name, phone }) => `${name}${phone ? ` ${phone}` : ''}`).join('、')}
          </span>
        ) : (
          <span className="hy-mute">没有在岗联络员</span>
        ),
    },
    { key: 'people', title: '在岗', width: 56, right: true, cell: (row) => row.people },
    {
      key: 'do',
      title: '',
      width: 148,
      cell: (row) => (
        <span className="bu-do">
          {may.includes('pack.edit') && row.kind !== 'centre' && (
            <button type="button" className="hy-link" onClick={() => setOpen(row)}>
              值班电话
            </button>
          )}
          <button type="button" className="hy-link" onClick={() => go(to('/business', { tab: 'people', unit: row.code }))}>
            人员
          </button>
        </span>
      ),
    },
  ]
  return (
    <>
      <div className="bu-bar">
        <input
          className="hy-input bu-find"
          type="search"
          aria-label="查找单位"
          placeholder="单位名称"
          value={q}
          onChange={(event) => setQ(event.target.value.trim())}
        />
        <span className="hy-second">
          {placed.length} 个单位，{placed.filter(({ liaisons, kind }) => liaisons.length === 0 && kind !== 'centre').length}{' '}
          个没有在岗联络员
        </span>
      </div>
      <DataTable
        label="单位"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.code}
        rowLabel={(row) => row.name}
        loading={units.isPending}
        error={units.error ? errorLine(units.error) : undefined}
        empty={<Empty why="没有这样的单位。" />}
      />
      {open && (
        <Dialog title="值班电话" note={open.name} onClose={() => setOpen(undefined)}>
          <AskForm
            asks={[{ key: 'dutyPhone', label: '值班电话', kind: 'line', max: 20, hint: '留空即删去；保存后发布为新版机制配置' }]}
            initial={{ dutyPhone: open.dutyPhone ?? '' }}
            button="保存"
            onClose={() => setOpen(undefined)}
            send={async ({ dutyPhone = '' }) => {
              await post(`/api/business/units/${open.code}`, { dutyPhone })
              setOpen(undefined)
              await units.changed()
            }}
          />
        </Dialog>
      )}
    </>
  )
}
