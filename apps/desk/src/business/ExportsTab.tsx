import { type Column, DataTable, Empty, ErrorLine } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine, get, post } from '../api.ts'
import { EXPORT_NAMES, type ExportKind, type ExportQuery, useSaid } from '../export/said.ts'
import { useSession } from '../session.tsx'
import { momentText } from '../time.ts'

interface Row {
  id: string
  at: number
  actor: string
  name: string | null
  why: string
  what: ExportKind
  query: ExportQuery
  approved: boolean
}
const KEY = ['exports']

/** 导出审批: one asks, the head of the centre agrees, never the same person. */
export function ExportsTab() {
  const client = useQueryClient()
  const { user } = useSession()
  const said = useSaid()
  const list = useQuery({ queryKey: KEY, queryFn: () => get<{ approves: boolean; rows: Row[] }>('/api/export/applications') })
  const [error, setError] = useState<unknown>()
  const approve = async (id: string) => {
    setError(undefined)
    try {
      await post(`/api/export/applications/${id}/approve`)
      await client.invalidateQueries({ queryKey: KEY })
    } catch (problem) {
      setError(problem)
    }
  }
  const columns: Column<Row>[] = [
    { key: 'at', title: '申请时间', width: 108, quiet: true, cell: (row) => momentText(row.at) },
    { key: 'name', title: '申请人', width: 140, cell: (row) => row.name ?? '' },
    { key: 'why', title: '用途', cell: (row) => <span title={row.why}>{row.why}</span> },
    {
      key: 'range',
      title: '范围',
      width: 320,
      cell: ({ what, query }) => {
        const text = `${EXPORT_NAMES[what]}：${said(what, query)}`
        return <span title={text}>{text}</span>
      },
    },
    {
      key: 'state',
      title: '状态',
      width: 120,
      cell: (row) =>
        row.approved ? (
          '已批准'
        ) : list.data?.approves && row.actor !== user ? (
          <button type="button" className="hy-link" onClick={() => void approve(row.id)}>
            批准
          </button>
        ) : (
          '待批准'
        ),
    },
    { key: 'id', title: '批准编号', width: 300, quiet: true, cell: (row) => (row.approved ? row.id : '') },
  ]
  return (
    <>
      {error !== undefined && <ErrorLine {...errorLine(error)} />}
      <DataTable
        label="导出审批"
        columns={columns}
        rows={list.data?.rows}
        rowKey={(row) => row.id}
        rowLabel={(row) => row.why}
        loading={list.isPending}
        error={list.error ? errorLine(list.error) : undefined}
        empty={<Empty why="没有超量导出的申请。" />}
      />
    </>
  )
}
