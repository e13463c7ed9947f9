import '../business/business.css'
import './task.css'
import { type Column, DataTable, Empty, Go, KeyLine, Tabs } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { dueText, leftText, momentText, useNow } from '../time.ts'
import { to, useGo, useWhereSearch } from '../where.ts'
import { NewTask } from './NewTask.tsx'
import { aboutPath, isTab, KINDS, kindWord, type Tab, TABS, type TaskRow, useTasks } from './tasks.ts'
import { TaskSide } from './TaskSide.tsx'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['Enter'], label: '查看' },
]
const tabs = Object.keys(TABS).filter(isTab)

/** 任务清单: what somebody owes by a time, as far as the post sees it; the conditions stand in the address. */
export function TaskPage() {
  const { tab: asked, kind, unit, q = '' } = useWhereSearch()
  const tab = isTab(asked) ? asked : 'todo'
  const go = useGo()
  const { actor } = useSession()
  const { unitShort } = useCatalogue()
  const list = useTasks(tab, kind)
  const [opened, setOpened] = useState<string>()
  const [creating, setCreating] = useState(false)
  const all = list.data?.pages.flatMap(({ rows }) => rows) ?? []
  const rows = all.filter((row) => (!unit || row.unit === unit) && (!q || said(row).includes(q.trim())))
  const chosen = rows.find(({ id }) => id === opened)
  const show = (part: Record<string, string | undefined>) => go(to('/tasks', { tab: asked, kind, unit, q, ...part }))
  const columns = useColumns(tab).filter(({ key }) => !chosen || key !== 'opened')
  const units = [...new Set([...all.map((row) => row.unit), ...(unit ? [unit] : [])])]
  return (
    <div className="bu-page">
      <h1 className="hy-hidden">任务清单</h1>
      <Tabs
        label="任务清单"
        active={tab}
        onGo={go}
        items={tabs.map((key) => ({ key, label: TABS[key], href: to('/tasks', { tab: key === 'todo' ? undefined : key, kind, unit, q }) }))}
      />
      <div className="bu-bar" role="search" aria-label="查询条件">
        <Choice label="种类" value={kind} words={Object.entries(KINDS)} onChange={(next) => show({ kind: next })} />
        <Choice
          label="责任单位"
          value={unit}
          words={units.map((code) => [code, unitShort(code)])}
          onChange={(next) => show({ unit: next })}
        />
        <input
          className="hy-input bu-find"
          type="search"
          aria-label="在已列出的任务中查找"
          placeholder="内容、编号、单位、人员"
          value={q}
          onChange={(event) => show({ q: event.target.value || undefined })}
        />
        <Button disabled={!kind && !unit && !q} onClick={() => go(to('/tasks', { tab: asked }))}>
          清空条件
        </Button>
        {list.data?.pages[0]?.mayOpen && (
          <span className="bu-end">
            <Button type="primary" onClick={() => setCreating(true)}>
              新建任务
            </Button>
          </span>
        )}
      </div>
      <div className={chosen ? 'bu-columns tk-columns' : 'bu-columns tk-alone'}>
        <DataTable
          label={TABS[tab]}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          rowLabel={said}
          current={opened}
          onOpen={({ id }) => setOpened(id)}
          loading={list.isPending}
          error={list.error ? errorLine(list.error) : undefined}
          empty={<Empty why={all.length > 0 ? '没有符合条件的任务。' : `没有${TABS[tab]}的任务。`} />}
          foot={
            <div className="bu-bar tk-foot">
              <KeyLine items={KEYS} />
              <span className="hy-second bu-end">
                已列出 {rows.length} 项{tab === 'todo' && '，期限近的在前'}
              </span>
              {list.hasNextPage && (
                <Button size="small" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  再列 100 项
                </Button>
              )}
            </div>
          }
        />
        {chosen && <TaskSide key={chosen.id} task={chosen} onClose={() => setOpened(undefined)} />}
      </div>
      {creating && (
        <Dialog title="新建任务" wide onClose={() => setCreating(false)}>
          <NewTask own={actor.unit} onClose={() => setCreating(false)} />
        </Dialog>
      )}
    </div>
  )
}

const said = ({ what = '', kind, about, unitName, openedBy, endedBy = '' }: TaskRow) =>
  [what, kindWord(kind), about.name, unitName, openedBy, endedBy].join(' ')

interface ChoiceProps {
  label: string
  value: string | undefined
  words: readonly (readonly [code: string, word: string])[]
  onChange: (code: string | undefined) => void
}

function Choice({ label, value, words, onChange }: ChoiceProps) {
  return (
    <select
      className="hy-input bu-state"
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{label}：不限</option>
      {words.map(([code, word]) => (
        <option key={code} value={code}>
          {word}
        </option>
      ))}
    </select>
  )
}

function useColumns(tab: Tab): Column<TaskRow>[] {
  const { unitShort } = useCatalogue()
  const go = useGo()
  const now = useNow()
  return [
    { key: 'what', title: '任务内容', cell: ({ what }) => <span title={what}>{what}</span> },
    { key: 'kind', title: '种类', width: 112, quiet: true, cell: ({ kind }) => kindWord(kind) },
    {
      key: 'about',
      title: '涉及',
      width: 144,
      cell: ({ about }) => {
        const path = aboutPath(about)
        return path && about.name ? (
          <Go href={to(path)} onGo={go} className="hy-link">
            {about.name}
          </Go>
        ) : (
          <span title={about.name}>{about.name}</span>
        )
      },
    },
    { key: 'unit', title: '责任单位', width: 144, cell: ({ unit, unitName }) => <span title={unitName}>{unitShort(unit)}</span> },
    {
      key: 'opened',
      title: '下达',
      width: 208,
      quiet: true,
      cell: ({ openedBy, openedAt }) => <span title={openedBy}>{`${momentText(openedAt, now)} ${openedBy}`}</span>,
    },
    tab === 'todo'
      ? {
          key: 'due',
          title: '期限',
          width: 168,
          cell: ({ due }) => (due === undefined ? '' : due < now ? <b className="tk-late">{leftText(due, now)}</b> : dueText(due, now)),
        }
      : {
          key: 'ended',
          title: tab === 'done' ? '完成' : '取消',
          width: 208,
          quiet: true,
          cell: ({ endedBy = '', endedAt }) => (
            <span title={endedBy}>{endedAt !== undefined && `${momentText(endedAt, now)} ${endedBy}`}</span>
          ),
        },
  ]
}
