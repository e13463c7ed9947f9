import '../business/business.css'
import '../dispatch/dispatch.css'
import './task.css'
import { TASK_KINDS } from '@huying/core/task/words'
import { type Column, DataTable, Empty, Go, KeyLine, type Sort, Tabs } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine } from '../api.ts'
import { ListFilters, type Narrowed } from '../dispatch/ListFilters.tsx'
import { Export } from '../export/Export.tsx'
import { More } from '../form/More.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { dueText, leftText, momentText, useNow } from '../time.ts'
import { to, useGo, useWhereSearch } from '../where.ts'
import { NewTask } from './NewTask.tsx'
import { aboutPath, isTab, kindWord, type Tab, TABS, type TaskRow, useTasks } from './tasks.ts'
import { TaskSide } from './TaskSide.tsx'

const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['Enter'], label: '查看' },
]
const tabs = Object.keys(TABS).filter(isTab)

/** 任务清单: what somebody owes by a time, as far as the post sees it; the conditions stand in the address. */
export function TaskPage() {
  const { tab: asked, kind, unit, q, dir } = useWhereSearch()
  const tab = isTab(asked) ? asked : 'todo'
  const go = useGo()
  const { actor } = useSession()
  const { units, city } = useCatalogue()
  const filters = { q, unit, kind, dir: dir === 'up' || dir === 'down' ? dir : undefined } as const
  const list = useTasks(tab, filters)
  const [opened, setOpened] = useState<string>()
  const [creating, setCreating] = useState(false)
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const chosen = rows.find(({ id }) => id === opened)
  const show = (part: Record<string, string | undefined>) => go(to('/tasks', { tab: asked, ...filters, ...part }))
  const narrow = (next: Narrowed) => show({ q: next.q, unit: next.unit })
  const columns = useColumns(tab).filter(({ key }) => !chosen || key !== 'opened')
  const own: Sort['order'] = tab === 'todo' ? 'up' : 'down'
  const sort: Sort = { key: tab === 'todo' ? 'due' : 'ended', order: filters.dir ?? own }
  return (
    <div className="bu-page">
      <h1 className="hy-hidden">任务清单</h1>
      <Tabs
        label="任务清单"
        active={tab}
        onGo={go}
        items={tabs.map((key) => ({ key, label: TABS[key], href: to('/tasks', { tab: key === 'todo' ? undefined : key, kind, unit, q }) }))}
      />
      <ListFilters
        value={{ q, unit }}
        onChange={narrow}
        unitsOf={{ label: '责任单位', options: [{ code: city.centreUnit, label: city.centre, initials: '' }, ...units] }}
      >
        <Choice label="种类" value={kind} words={Object.entries(TASK_KINDS)} onChange={(next) => show({ kind: next })} />
        <Export kind="tasks" query={{ list: tab, ...filters }} />
        {list.data?.pages[0]?.mayOpen && (
          <Button type="primary" onClick={() => setCreating(true)}>
            新建任务
          </Button>
        )}
      </ListFilters>
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
          sort={sort}
          onSort={() => show({ dir: sort.order === 'up' ? 'down' : 'up' })}
          empty={<Empty why={q || unit || kind ? '没有符合条件的任务。' : `没有${TABS[tab]}的任务。`} />}
          foot={
            <div className="bu-bar tk-foot">
              <KeyLine items={KEYS} />
              <span className="hy-second bu-end">已列出 {rows.length} 项</span>
              <More list={list} page="100 项" />
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
          <Go href={path} onGo={go} className="hy-link">
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
          sortable: true,
          cell: ({ due }) => (due === undefined ? '' : due < now ? <b className="tk-late">{leftText(due, now)}</b> : dueText(due, now)),
        }
      : {
          key: 'ended',
          title: tab === 'done' ? '完成' : '取消',
          width: 208,
          sortable: true,
          quiet: true,
          cell: ({ endedBy = '', endedAt }) => (
            <span title={endedBy}>{endedAt !== undefined && `${momentText(endedAt, now)} ${endedBy}`}</span>
          ),
        },
  ]
}
