import { PinyinPicker } from '@huying/ui'
import { type KeyboardEvent, type ReactNode, useMemo } from 'react'
import { useCatalogue } from '../session.tsx'
import { useDesk } from './DeskContext.ts'
import { Entry } from './Entry.tsx'

/** 诉求类型 and 事项: by Chinese or the first letters of the pinyin. */
export function MatterFields() {
  const { work, patch } = useDesk()
  const { form } = work
  const { types, categories } = useCatalogue()
  const leaves = useMemo(() => categories.filter(({ leaf }) => leaf), [categories])
  return (
    <>
      <Entry field="type" label="诉求类型">
        {(control) => (
          <PinyinPicker {...control} options={types} value={form.type} onChange={(type) => patch({ type })} hint="首字母，如 qz" />
        )}
      </Entry>
      <Entry field="category" label="事项">
        {(control) => (
          <Adopting field="category" empty={form.category === undefined}>
            {(hint) => (
              <PinyinPicker {...control} options={leaves} value={form.category} onChange={(category) => patch({ category })} hint={hint} />
            )}
          </Adopting>
        )}
      </Entry>
    </>
  )
}

/** An empty picker takes the system's proposal by Enter (采纳); it never fills itself. */
export function Adopting({
  field,
  empty,
  children,
}: {
  field: 'region' | 'category'
  empty: boolean
  children: (hint: string | undefined) => ReactNode
}) {
  const { proposals, patch } = useDesk()
  const proposal = proposals.find((row) => row.field === field)
  const offered = empty ? proposal : undefined
  const press = (event: KeyboardEvent) => {
    const closed = event.target instanceof HTMLElement && event.target.getAttribute('aria-expanded') === 'false'
    if (event.key !== 'Enter' || event.ctrlKey || !closed || !offered || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    patch(offered.change)
  }
  return (
    <div className="ik-adopt" onKeyDown={press}>
      {children(offered && `Enter 采纳“${offered.label.split(' › ').at(-1)?.replace(/^.*：/, '') ?? ''}”`)}
    </div>
  )
}
