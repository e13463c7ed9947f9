import { type FormEvent, type ReactNode, useRef } from 'react'
import { cx, fold } from './fold.ts'
import { Go } from './Go.tsx'
import { KeyCap } from './KeyCap.tsx'
import { useKeys } from './keys.ts'

export interface MenuItem {
  key: string
  label: string
  href: string
}

export interface ShellProps {
  brand?: string
  unit: string
  post: string
  /** Someone with several posts changes them here. */
  onPost?: () => void
  menu: readonly MenuItem[]
  active?: string
  onGo?: (href: string) => void
  /** Menus beyond this many stand under 更多. */
  maxMenu?: number
  search?: { hint: string; onSearch: (query: string) => void }
  person: string
  onPerson?: () => void
  notices?: { count: number; onOpen: () => void }
  /** Right of the person, for instance 交接. */
  links?: ReactNode
  /** A strip right under the bar: the network is gone. */
  strip?: ReactNode
  children: ReactNode
}

/** The frame of the desk: one bar, the page below it. */
export function Shell(props: ShellProps) {
  const { brand = '呼应', unit, post, onPost, person, onPerson, notices, links, strip, search, children } = props
  const place = (
    <>
      {unit} · {post}
    </>
  )
  return (
    <div className="hy-shell">
      <a className="hy-skip" href="#hy-main">
        跳到正文
      </a>
      <header className="hy-bar">
        <span className="hy-mark">
          <BrandMark />
          {brand}
        </span>
        {onPost ? (
          <button type="button" className="hy-bar-place hy-bar-button" onClick={onPost} title="切换岗位">
            {place}
          </button>
        ) : (
          <span className="hy-bar-place">{place}</span>
        )}
        <Menu {...props} />
        {search && <Search {...search} />}
        {notices && (
          <button type="button" className="hy-bar-button" onClick={notices.onOpen}>
            消息 <b className={cx('hy-count', notices.count === 0 && 'hy-zero')}>{notices.count > 99 ? '99+' : notices.count}</b>
          </button>
        )}
        {onPerson ? (
          <button type="button" className="hy-bar-button" onClick={onPerson}>
            {person}
          </button>
        ) : (
          <span className="hy-bar-person">{person}</span>
        )}
        {links}
      </header>
      {strip}
      <main id="hy-main" className="hy-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

function Menu({ menu, active, onGo, maxMenu = 7 }: Pick<ShellProps, 'menu' | 'active' | 'onGo' | 'maxMenu'>) {
  const more = useRef<HTMLDetailsElement>(null)
  const { shown, rest } = fold(menu, maxMenu)
  const hidden = rest.find((item) => item.key === active)
  const link = (item: MenuItem) => (
    <Go key={item.key} href={item.href} onGo={onGo} current={item.key === active}>
      {item.label}
    </Go>
  )
  const close = () => {
    if (more.current) more.current.open = false
  }
  const closeByKey = () => {
    more.current?.querySelector('summary')?.focus()
    close()
  }
  return (
    <nav className="hy-menu" aria-label="主菜单">
      {shown.map(link)}
      {rest.length > 0 && (
        <details
          ref={more}
          onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && close()}
          onKeyDown={(event) => event.key === 'Escape' && closeByKey()}
          onClick={(event) => event.target instanceof HTMLAnchorElement && close()}
        >
          <summary className={cx(hidden && 'hy-on')}>{hidden ? `更多 · ${hidden.label}` : `更多 ${rest.length}`}</summary>
          <div className="hy-menu-more">{rest.map(link)}</div>
        </details>
      )}
    </nav>
  )
}

function Search({ hint, onSearch }: NonNullable<ShellProps['search']>) {
  const input = useRef<HTMLInputElement>(null)
  useKeys({
    'Ctrl+K': () => {
      input.current?.focus()
      input.current?.select()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const query = input.current?.value.trim()
    if (query) onSearch(query)
  }
  return (
    <form className="hy-search" role="search" onSubmit={submit}>
      <input ref={input} type="search" aria-label={`搜索：${hint}`} placeholder={hint} autoComplete="off" />
      <KeyCap>Ctrl K</KeyCap>
    </form>
  )
}

/** Two arcs, one answering the other. */
export function BrandMark() {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.4"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M8 3a7.5 7.5 0 0 0 0 14" />
      <path d="M12 6.5a4 4 0 0 1 0 7" />
    </svg>
  )
}
