import { type Column, DataTable, Empty, PinyinPicker, TitleCell } from '@huying/ui'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine, get, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { YES } from '../form/fields.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { momentText, nowMs } from '../time.ts'
import { FirstPassword } from './FirstPassword.tsx'
import { PersonSide } from './PersonSide.tsx'
import { PEOPLE, type PersonRow } from './types.ts'
import { usePosts } from './usePosts.ts'
import { useGo, useWhereSearch } from '../where.ts'

const STATES = { open: '在用', idle: '没有岗位', locked: '已锁定', closed: '已关闭', all: '全部' } as const

/** 人员: accounts and posts; what may be done follows the administrator's own post. */
export function PeopleTab() {
  const where = useWhereSearch()
  const { unit: asked, q = '', state = 'open', person: chosen } = where
  const words = useCatalogue()
  const { may, actor, pages } = useSession()
  const { label, rows: posts } = usePosts()
  const client = useQueryClient()
  const go = useGo()
  const [open, setOpen] = useState(false)
  const [given, setGiven] = useState<{ name: string; password: string }>()
  const list = useQuery({
    queryKey: [...PEOPLE, q, asked, state],
    queryFn: ({ signal }) => get<{ rows: PersonRow[] }>('/api/people', { q, unit: asked, state }, signal),
    placeholderData: keepPreviousData,
  })
  const rows = list.data?.rows ?? []
  const here = rows.find((row) => row.user_id === chosen) ?? rows[0]
  const show = (part: Record<string, string | undefined>) => {
    const next = Object.entries({ ...where, ...part }).filter(([, value]) => value)
    go(`${window.location.pathname}?${new URLSearchParams(next as [string, string][]).toString()}`)
  }
  // A unit's administrator sees his unit only, and need not choose it.
  const own = posts.find(({ code }) => code === actor.post)?.belongs === 'unit'
  const owners = [{ code: words.city.centreUnit, label: words.city.centre, initials: '' }, ...words.units]
  const columns: Column<PersonRow>[] = [
    { key: 'name', title: '姓名', cell: (row) => <TitleCell title={row.name} overlays={chipsOf(row)} /> },
    { key: 'login', title: '账号', width: 176, quiet: true, cell: (row) => <span title={row.login}>{row.login}</span> },
    {
      key: 'unit',
      title: '单位',
      width: 132,
      quiet: true,
      cell: (row) => <span title={words.unitName(row.unit)}>{words.unitShort(row.unit)}</span>,
    },
    {
      key: 'posts',
      title: '岗位',
      width: 180,
      cell: ({ posts: held }) => {
        const text = held.map(({ post: code, stands_for }) => `${label(code)}${stands_for ? `（代${stands_for}）` : ''}`).join('、')
        return held.length > 0 ? <span title={text}>{text}</span> : <span className="hy-mute">没有岗位</span>
      },
    },
    { key: 'login_at', title: '上次登录', width: 108, quiet: true, cell: (row) => (row.last_login ? momentText(row.last_login) : '从未') },
  ]
  return (
    <>
      <div className="bu-bar" role="search" aria-label="查找人员">
        <input
          className="hy-input bu-find"
          type="search"
          aria-label="姓名、账号或电话"
          placeholder="姓名、账号、电话"
          value={q}
          onChange={(event) => show({ q: event.target.value, person: undefined })}
        />
        {!own && (
          <span className="bu-find">
            <PinyinPicker options={owners} value={asked} onChange={(unit) => show({ unit, person: undefined })} hint="单位" />
          </span>
        )}
        <select
          className="hy-input bu-state"
          aria-label="账号状态"
          value={state}
          onChange={(event) => show({ state: event.target.value, person: undefined })}
        >
          {Object.entries(STATES).map(([code, word]) => (
            <option key={code} value={code}>
              {word}
            </option>
          ))}
        </select>
        {(q || asked) && (
          <button type="button" className="hy-link" onClick={() => show({ q: undefined, unit: undefined, person: undefined })}>
            清空条件
          </button>
        )}
        <span className="bu-end dk-row">
          <span className="hy-second">{rows.length} 人</span>
          {may.includes('account.create') && (
            <Button type="primary" onClick={() => setOpen(true)}>
              建立账号
            </Button>
          )}
        </span>
      </div>
      <div className="bu-columns">
        <DataTable
          label="人员"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.user_id}
          rowLabel={(row) => row.name}
          current={here?.user_id}
          onCurrent={(person) => show({ person })}
          loading={list.isPending}
          error={list.error ? errorLine(list.error) : undefined}
          empty={<Empty why="没有符合条件的人员。" />}
        />
        {here ? <PersonSide key={here.user_id} id={here.user_id} /> : <aside className="bu-side" />}
      </div>
      {open && (
        <Dialog title="建立账号" onClose={() => setOpen(false)}>
          <AskForm
            asks={[
              { key: 'name', label: '姓名', kind: 'line', required: true, max: 30 },
              { key: 'login', label: '账号', kind: 'line', required: true, max: 40, hint: '小写字母开头，字母、数字、点' },
              ...(own ? [] : [{ key: 'unit', label: '单位', kind: 'pick' as const, required: true, options: owners }]),
              { key: 'phone', label: '联系电话', kind: 'line', max: 20 },
              { key: 'outsourced', label: '外包人员', kind: 'tick', hint: '外包人员不能代单位答复、签批、审核' },
            ]}
            initial={{ unit: asked ?? '' }}
            button="建立账号"
            onClose={() => setOpen(false)}
            send={async ({ outsourced, ...rest }) => {
              const body = { ...rest, unit: own ? actor.unit : rest.unit, outsourced: outsourced === YES }
              const made = await post<{ id: string; password: string }>('/api/people', body)
              setOpen(false)
              setGiven({ name: rest.name ?? '', password: made.password })
              await client.invalidateQueries({ queryKey: PEOPLE })
              show({ person: made.id, state: 'open', q: undefined })
            }}
          >
            {!may.includes('account.assign_post') && (
              <p className="hy-second">账号建好后由安全管理员授予岗位，才能登录。{pages.includes('business') && '（三员分立）'}</p>
            )}
          </AskForm>
        </Dialog>
      )}
      {given && <FirstPassword {...given} onClose={() => setGiven(undefined)} />}
    </>
  )
}

const chipsOf = (row: PersonRow) => [
  ...(row.closed_at !== null ? [{ key: 'closed', label: '已关闭' }] : []),
  ...(row.locked_until !== null && row.locked_until > nowMs() ? [{ key: 'locked', label: '已锁定', kind: 'urgent' as const }] : []),
  ...(row.outsourced ? [{ key: 'outsourced', label: '外包' }] : []),
  ...(row.has_factor ? [{ key: 'factor', label: '动态验证码' }] : []),
]
