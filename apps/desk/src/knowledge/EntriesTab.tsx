import { WHOLE_AREA } from '@huying/core/knowledge/area'
import { type Column, DataTable, Empty, KeyLine, PinyinPicker, TitleCell, useKeys } from '@huying/ui'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { errorLine, get } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { to, useGo, useWhereSearch } from '../where.ts'
import { EntryForm } from './EntryForm.tsx'
import { EntrySide } from './EntrySide.tsx'
import { type Entry, STATE_WORDS } from './types.ts'
import { UnansweredForm } from './UnansweredForm.tsx'

const LETTER_PAUSE = 150
const KEYS = [
  { keys: ['J', 'K'], label: '上下' },
  { keys: ['/'], label: '检索' },
]

/** Found by words, pinyin initials, matter or unit while one types. */
export function EntriesTab({ keeps }: { keeps: boolean }) {
  const { q = '', category, unit, area, state = keeps ? undefined : 'valid', code } = useWhereSearch()
  const words = useCatalogue()
  const { may } = useSession()
  const client = useQueryClient()
  const go = useGo()
  const [open, setOpen] = useState<'new' | 'unanswered'>()
  const [said, setSaid] = useState<string>()
  const list = useQuery({
    queryKey: ['knowledge', 'kept', q, category, unit, area, state],
    queryFn: ({ signal }) => get<{ rows: Entry[] }>('/api/knowledge/kept', { q, category, unit, area, state }, signal),
    placeholderData: keepPreviousData,
  })
  const rows = list.data?.rows ?? []
  const here = rows.find((row) => row.code === code) ?? rows[0]
  const show = (part: Record<string, string | undefined>) => go(to('/knowledge', { q, category, unit, area, state, ...part }))
  const changed = async (word: string) => {
    setOpen(undefined)
    setSaid(word)
    await client.invalidateQueries({ queryKey: ['knowledge'] })
  }
  const areaName = (code: string) => (code === WHOLE_AREA ? '全域' : words.placeName(code))
  const columns: Column<Entry>[] = [
    {
      key: 'title',
      title: '标题',
      cell: (row) => (
        <TitleCell title={row.title} overlays={row.state === 'valid' ? [] : [{ key: 'state', label: STATE_WORDS[row.state] }]} />
      ),
    },
    {
      key: 'unit',
      title: '归口单位',
      width: 124,
      quiet: true,
      cell: (row) => <span title={words.unitShort(row.unit)}>{words.unitShort(row.unit)}</span>,
    },
    {
      key: 'area',
      title: '适用范围',
      width: 96,
      quiet: true,
      cell: (row) => <span title={areaName(row.area)}>{areaName(row.area)}</span>,
    },
    { key: 'to', title: '有效期至', width: 112, quiet: true, cell: (row) => row.toDay ?? '长期' },
  ]
  return (
    <>
      <div className="se-bar" role="search" aria-label="检索口径">
        <Typed value={q} onChange={(text) => show({ q: text || undefined, code: undefined })} />
        <span className="se-pick">
          <PinyinPicker
            aria-labelledby="kn-category"
            id="kn-pick-category"
            options={words.categories.filter(({ leaf }) => leaf)}
            value={category}
            onChange={(value) => show({ category: value })}
            hint="事项"
          />
          <span id="kn-category" className="hy-hidden">
            事项
          </span>
        </span>
        <span className="se-pick">
          <PinyinPicker
            aria-labelledby="kn-unit"
            id="kn-pick-unit"
            options={words.units}
            value={unit}
            onChange={(value) => show({ unit: value })}
            hint="归口单位"
          />
          <span id="kn-unit" className="hy-hidden">
            归口单位
          </span>
        </span>
        <span className="se-pick">
          <PinyinPicker
            aria-labelledby="kn-area"
            id="kn-pick-area"
            options={[{ code: WHOLE_AREA, label: '全域', initials: 'qy' }, ...words.places]}
            value={area}
            onChange={(value) => show({ area: value })}
            hint="适用范围"
          />
          <span id="kn-area" className="hy-hidden">
            适用范围
          </span>
        </span>
        {keeps && (
          <select
            className="hy-input se-choose"
            aria-label="状态"
            value={state ?? ''}
            onChange={(event) => show({ state: event.target.value || undefined })}
          >
            <option value="">状态：不限</option>
            {Object.entries({ ...STATE_WORDS, soon: '30 天内到期' }).map(([key, word]) => (
              <option key={key} value={key}>
                {word}
              </option>
            ))}
          </select>
        )}
        <Button disabled={!q && !category && !unit && !area && !state} onClick={() => go(to('/knowledge'))}>
          清空条件
        </Button>
        <span className="se-do">
          {said && <span className="hy-second">{said}</span>}
          {may.includes('knowledge.cite') && <Button onClick={() => setOpen('unanswered')}>无答案</Button>}
          {keeps && (
            <Button type="primary" onClick={() => setOpen('new')}>
              新建口径
            </Button>
          )}
        </span>
      </div>
      <div className="kn-columns">
        <DataTable
          label="口径"
          columns={columns}
          rows={rows}
          rowKey={(row) => row.code}
          rowLabel={(row) => row.title}
          current={here?.code}
          onCurrent={(key) => show({ code: key })}
          loading={list.isPending}
          error={list.error ? errorLine(list.error) : undefined}
          empty={<Empty why="没有相符的口径。" next={may.includes('knowledge.cite') ? '可点“无答案”，请归口单位补录。' : ''} />}
          foot={<KeyLine items={KEYS} note={`${rows.length} 条`} />}
        />
        {here && <EntrySide key={`${here.code} ${here.version}`} entry={here} onChanged={changed} />}
      </div>
      {open === 'new' && (
        <Dialog title="新建口径" wide onClose={() => setOpen(undefined)}>
          <EntryForm onDone={() => changed('口径已发布')} onClose={() => setOpen(undefined)} />
        </Dialog>
      )}
      {open === 'unanswered' && (
        <Dialog title="无答案：请归口单位补录" onClose={() => setOpen(undefined)}>
          <UnansweredForm category={category} onDone={(unitName) => changed(`已请${unitName}补录`)} onClose={() => setOpen(undefined)} />
        </Dialog>
      )}
    </>
  )
}

/** Asks a moment after the last letter; never while the input method composes. */
function Typed({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value)
  const box = useRef<HTMLInputElement>(null)
  const latest = useRef(onChange)
  useEffect(() => {
    latest.current = onChange
  })
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const timer = window.setTimeout(() => latest.current(text.trim()), LETTER_PAUSE)
    return () => window.clearTimeout(timer)
  }, [text, value])
  useKeys({ '/': () => box.current?.focus() })
  return (
    <span className="se-text">
      <input
        ref={box}
        className="hy-input"
        type="search"
        aria-label="检索口径"
        placeholder="关键词或标题拼音首字母"
        maxLength={60}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </span>
  )
}
