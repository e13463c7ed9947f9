import { type ChangeEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { cx } from './fold.ts'
import type { ControlProps } from './Field.tsx'
import { findOptions, type PickOption, wordFound } from './pinyin.ts'

export interface PinyinPickerProps extends Partial<ControlProps> {
  options: readonly PickOption[]
  /** Code of the chosen option. */
  value: string | undefined
  onChange: (code: string) => void
  hint?: string
  /** Rows shown at once. */
  limit?: number
}

const LIST_HEIGHT = 316

/** Choose from a list by typing Chinese or the first letters of the pinyin; arrows move, Enter takes, Esc leaves it as it was. */
export function PinyinPicker({ options, value, onChange, hint = '汉字或拼音首字母', limit = 8, ...control }: PinyinPickerProps) {
  const [query, setQuery] = useState<string>()
  const [at, setAt] = useState(0)
  const [hang, setHang] = useState<{ above?: boolean; leftward?: boolean }>({})
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const chosen = options.find((option) => option.code === value)
  const open = query !== undefined
  const found = open ? findOptions(options, query) : []
  const listId = `${control.id ?? 'pick'}-list`
  const active = found[at]

  useEffect(() => {
    // Not scrollIntoView: it would move what lies around the list too.
    const row = list.current?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (!list.current || !row) return
    const { scrollTop, clientHeight } = list.current
    const top = row.offsetTop - list.current.offsetTop
    list.current.scrollTop = Math.min(Math.max(scrollTop, top + row.offsetHeight - clientHeight), top)
  }, [at, open])

  const show = (text: string) => {
    const { bottom = 0, left = 0, right = 0 } = box.current?.getBoundingClientRect() ?? {}
    // Wider than a narrow field, the list hangs towards the middle of the window.
    setHang({ above: window.innerHeight - bottom < LIST_HEIGHT && bottom > LIST_HEIGHT, leftward: left + right > window.innerWidth })
    setQuery(text)
    setAt(0)
  }
  const take = (option: PickOption | undefined) => {
    if (!option) return
    onChange(option.code)
    setQuery(undefined)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!open) show('')
      else if (found.length > 0) setAt((at + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length)
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      take(active)
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      setQuery(undefined)
    }
  }
  return (
    <div ref={box} className="hy-picker">
      <input
        {...control}
        className="hy-input"
        role="combobox"
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={active && `${listId}-${active.code}`}
        autoComplete="off"
        placeholder={chosen ? undefined : hint}
        value={query ?? (chosen ? pathOf(chosen) : '')}
        onFocus={(event) => event.target.select()}
        onClick={() => !open && show('')}
        onChange={(event: ChangeEvent<HTMLInputElement>) => show(event.target.value)}
        onKeyDown={press}
        onBlur={() => setQuery(undefined)}
      />
      {!open && chosen && <span className="hy-picker-initials">{chosen.initials}</span>}
      {open && (
        <div
          className={cx('hy-picker-drop', hang.above && 'hy-above', hang.leftward && 'hy-leftward')}
          onMouseDown={(event) => event.preventDefault()}
        >
          <ul ref={list} id={listId} role="listbox" aria-label="可选项" style={{ maxHeight: limit * 34 }}>
            {found.map((option, index) => (
              <li key={option.code} id={`${listId}-${option.code}`} role="option" aria-selected={index === at} onClick={() => take(option)}>
                <span>{option.label}</span>
                <span className="hy-picker-path">{[option.path, wordFound(option, query)].filter(Boolean).join(' · ')}</span>
                <span className="hy-picker-code">{option.initials}</span>
              </li>
            ))}
          </ul>
          <p role="status">
            {found.length === 0
              ? '没有相符的项，请换个字或首字母。'
              : found.length > limit
                ? `共 ${found.length} 项，继续输入可缩小范围`
                : `${found.length} 项`}
          </p>
        </div>
      )}
    </div>
  )
}

function pathOf(option: PickOption): string {
  return option.path ? `${option.path} › ${option.label}` : option.label
}
