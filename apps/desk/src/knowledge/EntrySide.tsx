import { WHOLE_AREA } from '@huying/core/knowledge/area'
import { ConfirmAction, Facts } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { errorLine, get, post, ruleText } from '../api.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { momentText } from '../time.ts'
import { EntryForm } from './EntryForm.tsx'
import { type Entry, STATE_WORDS } from './types.ts'

/** One entry: what the agent says, what the citizen is written, where it comes from; its earlier versions below. */
export function EntrySide({ entry, onChanged }: { entry: Entry; onChanged: (word: string) => unknown }) {
  const words = useCatalogue()
  const { may } = useSession()
  const [editing, setEditing] = useState(false)
  const keeps = may.includes('knowledge.publish')
  return (
    <aside className="kn-side" aria-label={entry.title}>
      <header>
        <h2>{entry.title}</h2>
        <p className="hy-second">
          {entry.code} · 第 {entry.version} 版 · {entry.by} {momentText(entry.updatedAt)} 发布 · {STATE_WORDS[entry.state]}
        </p>
        {keeps && (
          <div className="dk-row">
            <Button size="small" onClick={() => setEditing(true)}>
              {entry.state === 'retired' ? '重新启用' : '改出新版'}
            </Button>
            {may.includes('knowledge.retire') && entry.state !== 'retired' && (
              <ConfirmAction
                size="small"
                label="停用"
                title={`停用“${entry.title}”？`}
                confirm="停用口径"
                onConfirm={async () => {
                  try {
                    await post(`/api/knowledge/${entry.code}/retire`)
                    await onChanged('口径已停用')
                    return undefined
                  } catch (error) {
                    return errorLine(error)
                  }
                }}
              >
                停用后话务员检索不到；以前引用过的答复仍能打开当时的版本。
              </ConfirmAction>
            )}
          </div>
        )}
      </header>
      <Texts entry={entry} />
      <Facts
        items={[
          { label: '事项', value: words.categoryPath(entry.category) },
          { label: '归口单位', value: words.unitName(entry.unit) },
          { label: '适用范围', value: entry.area === WHOLE_AREA ? '全域' : words.placeName(entry.area) },
          { label: '有效期', value: `${entry.fromDay ?? '发布之日'} 至 ${entry.toDay ?? '长期'}` },
          { label: '出处', value: entry.source ? ruleText(entry.source, undefined) : undefined, note: entry.source?.date },
          { label: '检索词', value: entry.words.join('、') },
        ]}
      />
      {entry.versions > 1 && <Versions code={entry.code} current={entry.version} />}
      {editing && (
        <Dialog title={`改出第 ${entry.version + 1} 版`} note={entry.code} wide onClose={() => setEditing(false)}>
          <EntryForm
            entry={entry}
            onDone={async () => {
              setEditing(false)
              await onChanged(`第 ${entry.version + 1} 版已发布`)
            }}
            onClose={() => setEditing(false)}
          />
        </Dialog>
      )}
    </aside>
  )
}

function Texts({ entry }: { entry: Pick<Entry, 'agentText' | 'citizenText'> }) {
  return (
    <>
      <section>
        <h3>话务口径（读给诉求人）</h3>
        <p className="kn-say">{entry.agentText}</p>
      </section>
      <section>
        <h3>公开口径（书面）</h3>
        <p className="kn-say">{entry.citizenText}</p>
      </section>
    </>
  )
}

function Versions({ code, current }: { code: string; current: number }) {
  const [open, setOpen] = useState(false)
  const list = useQuery({
    queryKey: ['knowledge', 'versions', code],
    queryFn: ({ signal }) => get<{ rows: Entry[] }>(`/api/knowledge/${code}`, undefined, signal),
    enabled: open,
  })
  return (
    <details className="kn-versions" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>以前的版本</summary>
      {list.data?.rows
        .filter(({ version }) => version !== current)
        .map((old) => (
          <details key={old.version}>
            <summary>
              第 {old.version} 版 · {old.by} {momentText(old.updatedAt)}
            </summary>
            <Texts entry={old} />
          </details>
        ))}
    </details>
  )
}
